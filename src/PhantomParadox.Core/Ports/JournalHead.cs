namespace PhantomParadox;

/// <summary>Where a journal ends.</summary>
/// <param name="Position">Position of its last event; 0 where it is empty.</param>
/// <param name="BatchHash">SHA-256 of its last batch, 32 bytes; 32 zeros where it is empty.</param>
/// <param name="Epoch">The present writer's term.</param>
public sealed record JournalHead(long Position, ReadOnlyMemory<byte> BatchHash, Epoch Epoch);
