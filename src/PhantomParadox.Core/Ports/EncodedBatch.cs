using System.Security.Cryptography;

namespace PhantomParadox;

/// <summary>One commit, encoded: header and payload, opaque to the journal.</summary>
/// <param name="bytes">The bytes to keep. They must stay as they are while the batch is appended.</param>
/// <param name="firstPosition">Position of its first event.</param>
/// <param name="count">Number of its events, 1 or more.</param>
public sealed class EncodedBatch(ReadOnlyMemory<byte> bytes, long firstPosition, int count)
{
    private byte[]? _hash;

    /// <summary>The bytes to keep.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>Position of its first event.</summary>
    public long FirstPosition { get; } = firstPosition;

    /// <summary>Number of its events, 1 or more.</summary>
    public int Count { get; } = count;

    /// <summary>Position of its last event.</summary>
    public long LastPosition => FirstPosition + Count - 1;

    /// <summary>SHA-256 over <see cref="Bytes"/>, 32 bytes. Computed by whoever asks first, on any thread, while the bytes are good.</summary>
    public ReadOnlyMemory<byte> Hash => _hash ?? ComputeHash();

    /// <summary>The same batch with memory of its own, and with the hash where that is known.</summary>
    internal EncodedBatch Copy() => new(Bytes.ToArray(), FirstPosition, Count) { _hash = Volatile.Read(ref _hash) };

    // The first one counts: who comes later may have read bytes that are another batch's by then.
    private byte[] ComputeHash()
    {
        if (Volatile.Read(ref _hash) is { } known)
            return known;
        var computed = SHA256.HashData(Bytes.Span);
        return Interlocked.CompareExchange(ref _hash, computed, null) ?? computed;
    }
}
