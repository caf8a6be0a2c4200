namespace PhantomParadox;

/// <summary>What a snapshot is of: the state at one position of the journal.</summary>
/// <param name="Position">Position of the newest event that it contains, 1 or more; always the last of a batch.</param>
/// <param name="StateHash">SHA-256 of the state, 32 bytes.</param>
public sealed record SnapshotHeader(long Position, ReadOnlyMemory<byte> StateHash);
