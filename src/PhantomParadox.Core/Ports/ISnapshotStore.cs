namespace PhantomParadox;

/// <summary>Keeps pictures of the state, so that a start need not read the whole journal.</summary>
/// <remarks>
/// A snapshot is a header and pieces. Promises, each a test in the contract suite: a snapshot is offered whole or not at all, also after
/// a crash; pieces come back byte by byte, in order and cut as they were written; what was written stays until it is removed. The
/// market's encoding has a checksum in every piece and looks at it, so a store needs none of its own. A store holds few pieces in memory
/// at a time, however large the snapshot.
/// </remarks>
public interface ISnapshotStore
{
    /// <summary>Writes a snapshot; it counts only once this returns. One of the same position is replaced.</summary>
    /// <param name="header">What the snapshot is of.</param>
    /// <param name="pieces">
    /// The encoded state: pieces of 1 byte to 1 MiB, at least one. The memory of a piece is used again once the next is asked for.
    /// </param>
    /// <param name="cancellationToken">Gives up, leaving nothing behind that would be offered.</param>
    /// <exception cref="IOException">Not kept.</exception>
    ValueTask WriteAsync(
        SnapshotHeader header, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken);

    /// <summary>The snapshots that are whole, the greatest position first.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<IReadOnlyList<SnapshotHeader>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Reads a snapshot's pieces in order.</summary>
    /// <param name="position">Its position, of <see cref="ListAsync"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The pieces; the memory of one may be used again once the next is asked for.</returns>
    /// <exception cref="SnapshotCorruptException">There is no such snapshot, or no longer, or it is known to be damaged.</exception>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long position, CancellationToken cancellationToken);

    /// <summary>Removes a snapshot; one that isn't there is no error.</summary>
    /// <param name="position">Its position.</param>
    /// <param name="cancellationToken">Honoured until the removal starts.</param>
    ValueTask RemoveAsync(long position, CancellationToken cancellationToken);
}
