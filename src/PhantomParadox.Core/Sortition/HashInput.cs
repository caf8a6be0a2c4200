using System.Buffers.Binary;
using System.Text;

namespace PhantomParadox.Sortition;

/// <summary>What is hashed, in the encoding of the rules: big-endian unsigned integers, and texts and bytes behind their 4-byte length.</summary>
/// <param name="space">Where to begin; what doesn't fit moves to an array.</param>
internal ref struct HashInput(Span<byte> space)
{
    /// <summary>Enough for what is hashed most: a leaf with an agent's and an operator's name.</summary>
    public const int Space = 512;

    private Span<byte> _space = space;
    private int _length;

    public void Byte(byte value) => Next(1)[0] = value;

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Next(sizeof(uint)), value);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Next(sizeof(ulong)), value);

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Next(bytes.Length));

    public void Prefixed(ReadOnlySpan<byte> bytes)
    {
        UInt32((uint)bytes.Length);
        Raw(bytes);
    }

    public void Prefixed(ReadOnlySpan<char> text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        UInt32((uint)length);
        Encoding.UTF8.GetBytes(text, Next(length));
    }

    public readonly Digest Hash() => Digest.Of(_space[.._length]);

    private Span<byte> Next(int length)
    {
        var end = checked(_length + length);
        if (end > _space.Length)
        {
            Span<byte> larger = new byte[Math.Max(end, checked(2 * _space.Length))];
            _space[.._length].CopyTo(larger);
            _space = larger;
        }

        var next = _space[_length..end];
        _length = end;
        return next;
    }
}
