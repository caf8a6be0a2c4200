namespace PhantomParadox.Hosting;

/// <summary>How an <see cref="InProcessAgent"/> sits on juries.</summary>
public sealed record InProcessJuror
{
    /// <summary>
    /// Judges one case, beside the agent's jobs and outside their capacity. Called on the thread pool. Its token is cancelled when the jury
    /// has ruled without it or the run ends. A juror who gives no vote counts as silent, which costs reputation.
    /// </summary>
    public required Func<JurorCase, CancellationToken, Task<JurorVote>> Judge { get; init; }

    /// <summary>
    /// Whether a seat is taken; one that is declined goes to the next in the order of the draw. Null, the default, takes every seat. One
    /// that throws declines.
    /// </summary>
    public Func<AgentMessage.JuryInvited, CancellationToken, Task<bool>>? Accept { get; init; }

    /// <summary>
    /// Whether votes are sealed until all are in. Default false: the process that would see an open vote is the juror's own. The salt is
    /// kept in memory as long as the run lasts; lost with it, the vote can't be revealed and its juror counts as silent.
    /// </summary>
    public bool SealVotes { get; init; }
}
