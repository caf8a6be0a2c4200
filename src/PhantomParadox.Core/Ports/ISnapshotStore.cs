namespace PhantomParadox;

/// <summary>Keeps pictures of the state, so that a start need not read the whole journal.</summary>
/// <remarks>Promises, each a test in the contract suite: what is read back is byte by byte what was written, or is not offered; the
/// newest snapshot whose checksum holds is offered first; the newest two are kept.</remarks>
public interface ISnapshotStore
{
    /// <summary>Writes a snapshot; it counts only once this returns.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="cancellationToken">Gives up, leaving nothing behind that would be offered.</param>
    ValueTask WriteAsync(Snapshot snapshot, CancellationToken cancellationToken);

    /// <summary>The newest snapshot whose checksum holds, or null where there is none.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<Snapshot?> ReadNewestAsync(CancellationToken cancellationToken);
}

/// <summary>A picture of the state at one position of the journal.</summary>
/// <param name="Position">Position of the newest event that it contains.</param>
/// <param name="StateHash">SHA-256 of the state, 32 bytes.</param>
/// <param name="Content">The state, encoded.</param>
public sealed record Snapshot(long Position, ReadOnlyMemory<byte> StateHash, ReadOnlyMemory<byte> Content);
