namespace PhantomParadox;

/// <summary>Where an operator keeps hash chains: outside journal, export and backup, for whoever reads it foretells juries.</summary>
/// <remarks>
/// Promises: what was written is read again after a crash, whole or as it was before; nobody else writes to it meanwhile. A store that was
/// set back to an older content would have indices given twice: start an empty one instead.
/// </remarks>
public interface IChainStore
{
    /// <summary>Reads the chains. Called once, before anything is written.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>All chains, the oldest first; none in a new store.</returns>
    ValueTask<IReadOnlyList<ChainRecord>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the chains. One call at a time; once in 64 draws, and when a chain begins.</summary>
    /// <param name="chains">All chains, the oldest first; at most <see cref="ChainBeacon.MostChains"/>.</param>
    /// <param name="cancellationToken">Gives up before anything was written.</param>
    /// <returns>Ends when they are durable: a loss of power changes nothing any more.</returns>
    /// <exception cref="IOException">Unknown whether they are durable: the same, or more, is written again later.</exception>
    ValueTask WriteAsync(IReadOnlyList<ChainRecord> chains, CancellationToken cancellationToken);
}
