using System.Security.Cryptography;

namespace PhantomParadox.Memory;

/// <summary>SHA-256 over what a state writes.</summary>
/// <param name="breathe">Called after each piece of work, so that one who must not take a core for long can rest.</param>
internal sealed class StateHasher(Action? breathe = null) : StateWriter, IDisposable
{
    /// <summary>Bytes of a hash.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // A state is made of many short pieces and a few long ones: a call into the hash costs more than the bytes of a short one.
    private readonly byte[] _gathered = new byte[4 * 1024];
    private int _length;

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _gathered.Length - _length)
            Hash();
        if (bytes.Length <= _gathered.Length)
        {
            bytes.CopyTo(_gathered.AsSpan(_length));
            _length += bytes.Length;
            return;
        }
        _hash.AppendData(bytes);
        breathe?.Invoke();
    }

    /// <summary>The hash of all that was written.</summary>
    public byte[] Finish()
    {
        Hash();
        return _hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();

    private void Hash()
    {
        if (_length == 0)
            return;
        _hash.AppendData(_gathered, 0, _length);
        _length = 0;
        breathe?.Invoke();
    }
}
