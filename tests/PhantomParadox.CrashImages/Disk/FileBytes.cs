namespace PhantomParadox.CrashImages.Disk;

/// <summary>Bytes that grow and shrink as a file does: what lies between its end and a later write is zeros.</summary>
internal sealed class FileBytes(byte[] bytes)
{
    private byte[] _bytes = bytes;
    private int _length = bytes.Length;

    public void Write(long offset, ReadOnlySpan<byte> written)
    {
        Extend(offset + written.Length);
        written.CopyTo(_bytes.AsSpan((int)offset));
    }

    public void Extend(long length)
    {
        if (length <= _length)
            return;
        if (length > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Max(length, _bytes.Length * 3L / 2));
        _bytes.AsSpan(_length, (int)length - _length).Clear();
        _length = (int)length;
    }

    public void Cut(long length)
    {
        Extend(length);
        _length = (int)length;
    }

    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();
}
