namespace PhantomParadox.Client;

/// <summary>Keeps sealed votes until they are revealed, so that a juror that restarts can still reveal.</summary>
/// <remarks>An agent has at most one ballot in a dispute. Called from any thread, for several disputes at once.</remarks>
public interface IBallotStore
{
    /// <summary>Keeps a ballot; one of the same dispute is replaced. The vote is sent only once this has completed.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <param name="cancellationToken">The client stops.</param>
    Task SaveAsync(SealedBallot ballot, CancellationToken cancellationToken);

    /// <summary>Finds a ballot.</summary>
    /// <param name="disputeId">Its dispute.</param>
    /// <param name="cancellationToken">The client stops.</param>
    /// <returns>The ballot; null where none is kept.</returns>
    Task<SealedBallot?> LoadAsync(string disputeId, CancellationToken cancellationToken);

    /// <summary>Forgets the ballot of a dispute that needs none any more; where none is kept nothing happens.</summary>
    /// <param name="disputeId">The dispute.</param>
    /// <param name="cancellationToken">The client stops.</param>
    Task RemoveAsync(string disputeId, CancellationToken cancellationToken);
}
