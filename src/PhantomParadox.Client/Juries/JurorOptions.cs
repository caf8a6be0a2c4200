namespace PhantomParadox.Client;

/// <summary>How an <see cref="AgentClient"/> sits on juries.</summary>
public sealed record JurorOptions
{
    /// <summary>
    /// Judges one case, beside the agent's jobs and outside their <see cref="AgentClientOptions.Capacity"/>. Called once for each case, and
    /// again for one on which it threw when the connection is made anew. Its token is cancelled when the jury has ruled without it or the
    /// client stops. A juror who gives no vote counts as silent, which costs reputation.
    /// </summary>
    public required Func<JuryCase, CancellationToken, Task<JuryVote>> Judge { get; init; }

    /// <summary>Whether a seat is taken; one that is declined goes to the next in the order of the draw. Null, the default, takes every seat.</summary>
    /// <remarks>One that throws declines. The same invitation may be asked about twice around a reconnection.</remarks>
    public Func<JuryInvitation, CancellationToken, Task<bool>>? Accept { get; init; }

    /// <summary>Whether votes are sealed until all are in. Default true.</summary>
    public bool SealVotes { get; init; } = true;

    /// <summary>
    /// Where sealed votes are kept from the moment before they are sent until they are revealed. Null, the default, keeps them in memory: a
    /// process that ends in between has lost the salt, can't reveal, and its juror counts as silent.
    /// </summary>
    public IBallotStore? Ballots { get; init; }
}
