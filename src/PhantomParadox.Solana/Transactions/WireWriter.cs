using System.Buffers;
using System.Buffers.Binary;

namespace PhantomParadox.Solana;

/// <summary>Writes what a transaction is made of: little-endian integers, and lengths of 7 bits a byte.</summary>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1_232);

    public void Byte(byte value) => _buffer.Write([value]);

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.GetSpan(sizeof(ushort)), value);
        _buffer.Advance(sizeof(ushort));
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.GetSpan(sizeof(uint)), value);
        _buffer.Advance(sizeof(uint));
    }

    public void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.GetSpan(sizeof(ulong)), value);
        _buffer.Advance(sizeof(ulong));
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    /// <summary>A length as compact-u16: 1 to 3 bytes, low bits first, the high bit says that more follow.</summary>
    public void Length(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, ushort.MaxValue);
        for (; value > 0x7F; value >>= 7)
            Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    public void WithLength(ReadOnlySpan<byte> bytes)
    {
        Length(bytes.Length);
        Bytes(bytes);
    }

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();
}
