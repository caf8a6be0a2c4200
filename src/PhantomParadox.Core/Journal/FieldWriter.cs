using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using PhantomParadox.Memory;

namespace PhantomParadox.Journal;

/// <summary>Writes fields of an event that are a list of their own, in the forms that <see cref="EventReader"/> reads.</summary>
internal sealed class FieldWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void WriteUnsigned(ulong value)
    {
        _buffer.Advance(Varint.Write(_buffer.GetSpan(Varint.MaxLength), value));
    }

    public void WriteWide(UInt128 value)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(_buffer.GetSpan(16), value);
        _buffer.Advance(16);
    }

    public void WriteFlag(bool value) => WriteUnsigned(value ? 1UL : 0);

    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteUnsigned((ulong)value.Length);
        _buffer.Write(value);
    }

    public void WriteHandle(Handle value)
    {
        WriteUnsigned((ulong)value.Slot);
        WriteUnsigned(value.Generation);
    }

    public void WriteText(string value)
    {
        WriteUnsigned((ulong)Encoding.UTF8.GetByteCount(value));
        _buffer.Advance(Encoding.UTF8.GetBytes(value, _buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length))));
    }
}
