using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace PhantomParadox.Journal;

/// <summary>Reads one frame: the events of one command.</summary>
/// <remarks>
/// A frame is its length in bytes (u32, itself included), the position of its first event (u64), its time in ms since 1970-01-01 UTC
/// (i64), the number of its events (u16, 1 or more), and the events: a tag (u8), the length of the fields (LEB128), the fields. All
/// little-endian, and canonical: the same events are always the same bytes.
/// </remarks>
internal ref struct FrameReader
{
    /// <summary>Bytes before the events.</summary>
    public const int HeaderSize = 22;

    /// <summary>Events of a frame at most.</summary>
    public const int MaxEvents = ushort.MaxValue;

    /// <summary>Bytes of a frame at most.</summary>
    public const int MaxSize = 16 * 1024 * 1024;

    /// <summary>Where the position stands.</summary>
    public const int SequenceOffset = 4;

    /// <summary>Where the time stands.</summary>
    public const int TimeOffset = 12;

    /// <summary>Where the number of events stands.</summary>
    public const int CountOffset = 20;

    private EventReader _present;
    private int _fields;

    /// <summary>Opens a frame.</summary>
    /// <exception cref="JournalCorruptException">Its header can't be right.</exception>
    public FrameReader(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < HeaderSize)
            throw TooShort(frame.Length);

        var header = frame[..HeaderSize];
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        var sequence = BinaryPrimitives.ReadInt64LittleEndian(header[SequenceOffset..]);
        var time = BinaryPrimitives.ReadInt64LittleEndian(header[TimeOffset..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(header[CountOffset..]);
        if ((int)length != frame.Length)
            throw OfAnotherLength(sequence, length, frame.Length);
        if (sequence < 1 || sequence > long.MaxValue - MaxEvents)
            throw Corrupt(sequence, "there is no such position");
        if (time < 0)
            throw Corrupt(sequence, "the time is negative");
        if (count == 0)
            throw Corrupt(sequence, "the frame has no events");

        Sequence = sequence;
        Time = time;
        Count = count;
        LastPosition = sequence + count - 1;
        _present = new EventReader(frame, HeaderSize, sequence - 1);
    }

    /// <summary>Position of its first event.</summary>
    public long Sequence { get; }

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long Time { get; }

    /// <summary>Number of its events.</summary>
    public int Count { get; }

    /// <summary>Position of its last event.</summary>
    public long LastPosition { get; }

    /// <summary>Position of the event that stands to be read.</summary>
    public readonly long Position => _present.Position;

    /// <summary>Which event stands to be read; perhaps one that this version doesn't know.</summary>
    public readonly EventTag Tag => _present.Tag;

    /// <summary>The fields of the event that stands to be read.</summary>
    public readonly ReadOnlySpan<byte> Fields => _present.Bytes[_fields.._present.End];

    /// <summary>Goes to the next event; false behind the last one.</summary>
    /// <exception cref="JournalCorruptException">An event doesn't fit, or bytes are left over.</exception>
    public bool MoveNext()
    {
        var frame = _present.Bytes;
        var at = _present.End;
        if (Position == LastPosition)
            return at == frame.Length ? false : throw LeftOver();

        // Most events are short.
        var length = (uint)(at + 1) < (uint)frame.Length ? frame[at + 1] : 0x80UL;
        var fields = at + 2;
        if (length >= 0x80)
            (length, fields) = ReadLength();
        if (length > (ulong)(frame.Length - fields))
            throw PastTheEnd(length);

        _present.GoToNext((EventTag)frame[at], fields + (int)length);
        _fields = fields;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly (ulong Length, int Fields) ReadLength()
    {
        var at = _present.End;
        if (at == _present.Bytes.Length)
            throw Corrupt(Position + 1, "the event is missing");
        if (!Varint.TryRead(_present.Bytes, at + 1, out var length, out var prefix))
            throw Corrupt(Position + 1, "the event's length is not written as the format says");
        return (length, at + 1 + prefix);
    }

    /// <summary>Reads the present event.</summary>
    /// <exception cref="JournalCorruptException">It is another event, a field can't be read, or there are more than this version knows.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TEvent Read<TEvent>()
        where TEvent : struct, IEvent<TEvent>, allows ref struct
    {
        if (Tag != TEvent.Tag)
            throw AnotherThan(TEvent.Tag);

        _present.GoTo(_fields);
        var happened = TEvent.Read(ref _present);
        // Dropping them would make this replay differ from the one of the version that wrote them.
        return _present.IsAtEnd ? happened : throw OfALaterVersion();
    }

    /// <summary>Cuts the first frame off some bytes.</summary>
    /// <exception cref="JournalCorruptException">There is none whole.</exception>
    public static ReadOnlySpan<byte> Cut(scoped ref ReadOnlySpan<byte> frames, long expectedPosition)
    {
        if (frames.Length < HeaderSize)
            throw Corrupt(expectedPosition, $"{frames.Length} bytes are no frame");

        var length = BinaryPrimitives.ReadUInt32LittleEndian(frames);
        if (length < HeaderSize || length > frames.Length)
            throw Corrupt(expectedPosition, $"the frame says {length} bytes where {frames.Length} are left");

        var frame = frames[..(int)length];
        frames = frames[(int)length..];
        return frame;
    }

    // What can be wrong is said in methods of its own: making texts takes room on the stack that a method clears each time it is called.
    private static JournalCorruptException Corrupt(long position, string what) => new($"Position {position}: {what}.");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static JournalCorruptException TooShort(int length) => new($"A frame has {length} bytes, fewer than its header.");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static JournalCorruptException OfAnotherLength(long sequence, uint said, int length) =>
        Corrupt(sequence, $"the frame says {said} bytes and has {length}");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly JournalCorruptException LeftOver() => Corrupt(LastPosition, $"{_present.Bytes.Length - _present.End} bytes follow the last event");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly JournalCorruptException PastTheEnd(ulong length) =>
        Corrupt(Position + 1, $"the event of {length} bytes runs past the end of its frame");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly JournalCorruptException AnotherThan(EventTag expected) => Corrupt(Position, $"the event is {Tag}, not {expected}");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly JournalCorruptException OfALaterVersion() => Corrupt(Position, $"{Tag} has fields that this version doesn't know");
}
