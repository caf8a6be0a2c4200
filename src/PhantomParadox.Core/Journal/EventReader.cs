using System.Buffers.Binary;
using PhantomParadox.Memory;

namespace PhantomParadox.Journal;

/// <summary>Reads the fields of one event. Where the bytes have ended, a field reads as its default: it was added later.</summary>
/// <param name="fields">The event's fields.</param>
internal ref struct EventReader(ReadOnlySpan<byte> fields)
{
    private ReadOnlySpan<byte> _rest = fields;

    /// <summary>Whether all was read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Bytes that were not read yet.</summary>
    public readonly int Left => _rest.Length;

    /// <summary>What was not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Reads what <see cref="EventWriter.WriteUnsigned"/> wrote.</summary>
    /// <exception cref="JournalCorruptException">It is cut off, longer than it need be, or above 64 bits.</exception>
    public ulong ReadUnsigned()
    {
        if (_rest.IsEmpty)
            return 0;

        var first = _rest[0];
        if (first < 0x80)
        {
            _rest = _rest[1..];
            return first;
        }

        if (!Varint.TryRead(_rest, out var value, out var length))
            throw new JournalCorruptException("A number is not written as the format says.");

        _rest = _rest[length..];
        return value;
    }

    /// <summary>Reads what <see cref="EventWriter.WriteSigned"/> wrote.</summary>
    /// <exception cref="JournalCorruptException">As <see cref="ReadUnsigned"/>.</exception>
    public long ReadSigned()
    {
        var value = ReadUnsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Reads one byte, 0 or 1.</summary>
    /// <exception cref="JournalCorruptException">It is another.</exception>
    public bool ReadFlag()
    {
        if (_rest.IsEmpty)
            return false;

        var value = _rest[0];
        if (value > 1)
            throw new JournalCorruptException($"A flag is {value}, not 0 or 1.");

        _rest = _rest[1..];
        return value == 1;
    }

    /// <summary>Reads 16 bytes.</summary>
    /// <exception cref="JournalCorruptException">There are some, but fewer.</exception>
    public UInt128 ReadWide() => _rest.IsEmpty ? 0 : BinaryPrimitives.ReadUInt128LittleEndian(Take(16));

    /// <summary>Reads a length and as many bytes; they live as long as the frame does.</summary>
    /// <exception cref="JournalCorruptException">There are fewer.</exception>
    public ReadOnlySpan<byte> ReadBytes() => Take(ReadUnsigned());

    /// <summary>Reads a slot and a generation.</summary>
    /// <exception cref="JournalCorruptException">One of them is too large.</exception>
    public Handle ReadHandle()
    {
        var slot = ReadUnsigned();
        var generation = ReadUnsigned();
        if (slot > int.MaxValue || generation > uint.MaxValue)
            throw new JournalCorruptException("A handle is out of range.");

        return new Handle((int)slot, (uint)generation);
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
            throw new JournalCorruptException("A field runs past the end of its event.");

        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}
