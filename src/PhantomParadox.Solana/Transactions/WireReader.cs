using System.Buffers.Binary;

namespace PhantomParadox.Solana;

/// <summary>Reads what <see cref="WireWriter"/> writes; a length in any but its shortest form is refused.</summary>
internal ref struct WireReader(ReadOnlyMemory<byte> bytes)
{
    private readonly ReadOnlyMemory<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly bool AtEnd => Position == _bytes.Length;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public PublicKey Key() => new(Take(PublicKey.Size));

    public Hash Hash() => new(Take(Solana.Hash.Size));

    public Signature Signature() => new(Take(Solana.Signature.Size));

    public int Length()
    {
        var value = 0;
        for (var at = 0; ; at++)
        {
            var next = Byte();
            if (next == 0 && at > 0)
                throw new FormatException("A length is not in its shortest form.");
            value |= (next & 0x7F) << (7 * at);
            if ((next & 0x80) == 0)
                return value <= ushort.MaxValue ? value : throw new FormatException("A length is above 65,535.");
            if (at == 2)
                throw new FormatException("A length is longer than three bytes.");
        }
    }

    public ReadOnlyMemory<byte> Bytes(int count)
    {
        if (_bytes.Length - Position < count)
            throw new FormatException($"The bytes end at {_bytes.Length}, and {count} more are announced at {Position}.");
        var taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }

    public ReadOnlyMemory<byte> WithLength() => Bytes(Length());

    private ReadOnlySpan<byte> Take(int count) => Bytes(count).Span;
}
