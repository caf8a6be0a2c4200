namespace PhantomParadox;

/// <summary>One commit, encoded: header and payload, opaque to the journal.</summary>
/// <param name="Bytes">The bytes to keep.</param>
/// <param name="FirstPosition">Position of its first event.</param>
/// <param name="Count">Number of its events, 1 or more.</param>
/// <param name="Hash">SHA-256 over <paramref name="Bytes"/>, 32 bytes.</param>
public readonly record struct EncodedBatch(ReadOnlyMemory<byte> Bytes, long FirstPosition, int Count, ReadOnlyMemory<byte> Hash)
{
    /// <summary>Position of its last event.</summary>
    public long LastPosition => FirstPosition + Count - 1;
}
