using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PhantomParadox.Memory;

namespace PhantomParadox.Journal;

/// <summary>Reads the fields of one event. Where the bytes have ended, a field reads as its default: it was added later.</summary>
internal ref struct EventReader
{
    // Perhaps more than the fields: with what is around them the last ones can be read as fast as the others.
    private readonly ReadOnlySpan<byte> _bytes;

    // As wide as an address, to which they are added for every field.
    private nint _end;
    private nint _at;

    /// <summary>Reads what was kept of an event's fields.</summary>
    /// <param name="fields">The fields.</param>
    public EventReader(ReadOnlySpan<byte> fields)
    {
        _bytes = fields;
        _end = fields.Length;
    }

    /// <summary>Stands before the events of some bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="events">Where the first event begins.</param>
    /// <param name="before">The position before the first one's, to be named where an event can't be read.</param>
    public EventReader(ReadOnlySpan<byte> bytes, int events, long before)
    {
        _bytes = bytes;
        _end = events;
        Position = before;
    }

    /// <summary>The event's position; 0 where only fields are read.</summary>
    public long Position { get; private set; }

    /// <summary>What event it is; none where only fields are read.</summary>
    public EventTag Tag { get; private set; }

    /// <summary>The bytes that the fields are among.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Where the fields end.</summary>
    public readonly int End => (int)_end;

    /// <summary>Whether all was read.</summary>
    public readonly bool IsAtEnd => _at == _end;

    /// <summary>Bytes that were not read yet.</summary>
    public readonly int Left => (int)(_end - _at);

    /// <summary>What was not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[(int)_at..(int)_end];

    /// <summary>Goes to the next event, which ends inside the bytes: whoever calls has seen to it.</summary>
    public void GoToNext(EventTag tag, int end) => (Position, Tag, _end) = (Position + 1, tag, end);

    /// <summary>Goes to where some field begins.</summary>
    public void GoTo(int field) => _at = field;

    /// <summary>Reads what <see cref="EventWriter.WriteUnsigned"/> wrote.</summary>
    /// <exception cref="JournalCorruptException">It is cut off, longer than it need be, or above 64 bits.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadUnsigned()
    {
        // Most numbers are small.
        var at = _at;
        var value = at < _end ? ByteAt(at) : 0x80UL;
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
        var at = (int)_at;
        if (!Varint.TryReadPair(Varint.Peek(_bytes, at), out var slot, out var generation, out var length) || length > (int)_end - at)
            return ReadLongHandle();
        _at = at + length;
        return new Handle((int)slot, generation);
    }

    /// <summary>What to throw where a field can't be right.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly JournalCorruptException Corrupt(string what) =>
        new(Position == 0 ? what : $"Position {Position}: {Tag} can't be read: {what}");

    private ReadOnlySpan<byte> Take(ulong count)
    {
        var at = _at;
        if (count > (ulong)(_end - at))
            throw PastTheEnd();

        _at = at + (nint)count;
        return MemoryMarshal.CreateReadOnlySpan(in ByteAt(at), (int)count);
    }

    // What is before the end lies inside the bytes: they would ask it again, for every field.
    private readonly ref readonly byte ByteAt(nint at) => ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), at);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong ReadLong()
    {
        var at = (int)_at;
        if (!Varint.TryRead(Varint.Peek(_bytes, at), out var value, out var length) || length > (int)_end - at)
            return ReadLongest();
        _at = at + length;
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong ReadLongest()
    {
        if (IsAtEnd)
            return 0;
        if (!Varint.TryRead(_bytes[..(int)_end], (int)_at, out var value, out var length))
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
