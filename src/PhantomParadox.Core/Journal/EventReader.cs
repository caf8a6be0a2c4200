using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using PhantomParadox.Memory;

namespace PhantomParadox.Journal;

/// <summary>Reads the fields of one event. Where the bytes have ended, a field reads as its default: it was added later.</summary>
internal ref struct EventReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    /// <summary>Reads what was kept of an event's fields.</summary>
    /// <param name="fields">The fields.</param>
    public EventReader(ReadOnlySpan<byte> fields) => _bytes = fields;

    /// <summary>Reads an event.</summary>
    /// <param name="bytes">Bytes that end with the event's fields.</param>
    /// <param name="fields">Where the fields begin. With what is before them the last ones can be read as fast as the others.</param>
    /// <param name="position">Its position, to be named where it can't be read.</param>
    /// <param name="tag">What it is, likewise.</param>
    public EventReader(ReadOnlySpan<byte> bytes, int fields, long position, EventTag tag)
        : this(bytes) => (_at, Position, Tag) = (fields, position, tag);

    /// <summary>The event's position; 0 where only fields are read.</summary>
    public long Position { get; }

    /// <summary>What event it is; none where only fields are read.</summary>
    public EventTag Tag { get; }

    /// <summary>Where the fields end.</summary>
    public readonly int End => _bytes.Length;

    /// <summary>Whether all was read.</summary>
    public readonly bool IsAtEnd => _at == _bytes.Length;

    /// <summary>Bytes that were not read yet.</summary>
    public readonly int Left => _bytes.Length - _at;

    /// <summary>What was not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[_at..];

    /// <summary>Goes to where some field begins.</summary>
    public void GoTo(int field) => _at = field;

    /// <summary>Reads what <see cref="EventWriter.WriteUnsigned"/> wrote.</summary>
    /// <exception cref="JournalCorruptException">It is cut off, longer than it need be, or above 64 bits.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadUnsigned()
    {
        // Most numbers are small.
        var bytes = _bytes;
        var at = _at;
        var value = (uint)at < (uint)bytes.Length ? bytes[at] : 0x80u;
        if (value >= 0x80)
            return ReadLong();
        _at = at + 1;
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
        var value = ReadUnsigned();
        return value <= 1 ? value == 1 : throw NoFlag(value);
    }

    /// <summary>Reads 16 bytes.</summary>
    /// <exception cref="JournalCorruptException">There are some, but fewer.</exception>
    public UInt128 ReadWide() => IsAtEnd ? 0 : BinaryPrimitives.ReadUInt128LittleEndian(Take(16));

    /// <summary>Reads a length and as many bytes; they live as long as the frame does.</summary>
    /// <exception cref="JournalCorruptException">There are fewer.</exception>
    public ReadOnlySpan<byte> ReadBytes() => Take(ReadUnsigned());

    /// <summary>Reads a slot and a generation.</summary>
    /// <exception cref="JournalCorruptException">One of them is too large.</exception>
    /// <remarks>Called, not repeated wherever a handle stands: what a job's life takes is more code than the nearest cache holds.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Handle ReadHandle()
    {
        // Most are small enough to stand in one word.
        if (!Varint.TryReadPair(_bytes, _at, out var slot, out var generation, out var end))
            return ReadLongHandle();
        _at = end;
        return new Handle((int)slot, generation);
    }

    /// <summary>What to throw where a field can't be right.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly JournalCorruptException Corrupt(string what) =>
        new(Position == 0 ? what : $"Position {Position}: {Tag} can't be read: {what}");

    private ReadOnlySpan<byte> Take(ulong count)
    {
        var bytes = _bytes;
        var at = _at;
        if (count > (ulong)(bytes.Length - at))
            throw PastTheEnd();

        _at = at + (int)count;
        return bytes.Slice(at, (int)count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong ReadLong()
    {
        var at = _at;
        if (!Varint.TryReadAtOnce(_bytes, at, out var value, out var length))
            return ReadLongest();
        _at = at + length;
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong ReadLongest()
    {
        if (IsAtEnd)
            return 0;
        if (!Varint.TryRead(_bytes, _at, out var value, out var length))
            throw Corrupt("A number is not written as the format says.");
        _at += length;
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Handle ReadLongHandle()
    {
        var slot = ReadUnsigned();
        var generation = ReadUnsigned();
        if (slot > int.MaxValue || generation > uint.MaxValue)
            throw Corrupt("A handle is out of range.");

        return new Handle((int)slot, (uint)generation);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly JournalCorruptException PastTheEnd() => Corrupt("A field runs past the end of its event.");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly JournalCorruptException NoFlag(ulong value) => Corrupt($"A flag is {value}, not 0 or 1.");
}
