using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using PhantomParadox.Memory;

namespace PhantomParadox.Journal;

/// <summary>Reads the fields of one event. Where the bytes have ended, a field reads as its default: it was added later.</summary>
internal ref struct EventReader
{
    private readonly ReadOnlySpan<byte> _fields;
    private readonly long _position;
    private readonly EventTag _tag;
    private int _at;

    /// <summary>Reads what was kept of an event's fields.</summary>
    /// <param name="fields">The fields.</param>
    public EventReader(ReadOnlySpan<byte> fields) => _fields = fields;

    /// <summary>Reads an event.</summary>
    /// <param name="fields">The event's fields.</param>
    /// <param name="position">Its position, to be named where it can't be read.</param>
    /// <param name="tag">What it is, likewise.</param>
    public EventReader(ReadOnlySpan<byte> fields, long position, EventTag tag)
        : this(fields) => (_position, _tag) = (position, tag);

    /// <summary>Whether all was read.</summary>
    public readonly bool IsAtEnd => _at == _fields.Length;

    /// <summary>Bytes that were not read yet.</summary>
    public readonly int Left => _fields.Length - _at;

    /// <summary>What was not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _fields[_at..];

    /// <summary>Reads what <see cref="EventWriter.WriteUnsigned"/> wrote.</summary>
    /// <exception cref="JournalCorruptException">It is cut off, longer than it need be, or above 64 bits.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadUnsigned()
    {
        // Most numbers are small.
        var fields = _fields;
        var at = _at;
        if ((uint)at >= (uint)fields.Length || fields[at] >= 0x80)
            return ReadLong();
        _at = at + 1;
        return fields[at];
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
        if (IsAtEnd)
            return false;

        var value = _fields[_at];
        if (value > 1)
            throw Corrupt($"A flag is {value}, not 0 or 1.");

        _at++;
        return value == 1;
    }

    /// <summary>Reads 16 bytes.</summary>
    /// <exception cref="JournalCorruptException">There are some, but fewer.</exception>
    public UInt128 ReadWide() => IsAtEnd ? 0 : BinaryPrimitives.ReadUInt128LittleEndian(Take(16));

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
            throw Corrupt("A handle is out of range.");

        return new Handle((int)slot, (uint)generation);
    }

    /// <summary>What to throw where a field can't be right.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly JournalCorruptException Corrupt(string what) =>
        new(_position == 0 ? what : $"Position {_position}: {_tag} can't be read: {what}");

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)Left)
            throw Corrupt("A field runs past the end of its event.");

        var taken = _fields.Slice(_at, (int)count);
        _at += (int)count;
        return taken;
    }

    private ulong ReadLong()
    {
        if (IsAtEnd)
            return 0;
        if (!Varint.TryRead(_fields, _at, out var value, out var length))
            throw Corrupt("A number is not written as the format says.");

        _at += length;
        return value;
    }
}
