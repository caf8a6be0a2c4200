using System.Security.Cryptography;

namespace PhantomParadox.Memory;

/// <summary>SHA-256 over what a state writes.</summary>
/// <param name="breathe">Called after each piece of work, so that one who must not take a core for long can rest.</param>
internal sealed class StateHasher(Action? breathe = null) : StateWriter, IDisposable
{
    /// <summary>Bytes of a hash.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        breathe?.Invoke();
    }

    /// <summary>The hash of all that was written.</summary>
    public byte[] Finish() => _hash.GetHashAndReset();

    public void Dispose() => _hash.Dispose();
}
