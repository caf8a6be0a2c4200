using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using PhantomParadox.Memory;

namespace PhantomParadox.Journal;

/// <summary>Writes the events of a batch, frame by frame, into one growing buffer.</summary>
/// <remarks>
/// The buffer begins with room for the batch's header, so that sealing a batch copies nothing. Two buffers take turns: one is written
/// while the other is being made durable.
/// </remarks>
internal sealed class EventWriter
{
    private const int FirstCapacity = 64 * 1024;

    // UTF-8 of UTF-16: a pair of chars takes four bytes, a single one three.
    private const int MostBytesOfAChar = 3;

    // One buffer this large now and then is no reason to hold it for ever.
    private const int LargestKept = 4 * 1024 * 1024;

    private byte[] _buffer = new byte[FirstCapacity];
    private byte[]? _spare;
    private int _end = BatchHeader.Size;
    private int _frame = -1;

    /// <summary>Events of the open frame, or of the one ended last.</summary>
    public int Count { get; private set; }

    /// <summary>Events of the ended frames of the open batch.</summary>
    public int BatchCount { get; private set; }

    /// <summary>Bytes of the open batch, without its header.</summary>
    public int BatchLength => _end - BatchHeader.Size;

    /// <summary>Opens a frame.</summary>
    /// <param name="sequence">Position of its first event.</param>
    /// <param name="time">Milliseconds since 1970-01-01 UTC.</param>
    public void BeginFrame(long sequence, long time)
    {
        if (_frame >= 0)
            throw OpenAlready();

        Reserve(FrameReader.HeaderSize);
        var header = _buffer.AsSpan(_end, FrameReader.HeaderSize);
        BinaryPrimitives.WriteInt64LittleEndian(header[FrameReader.SequenceOffset..], sequence);
        BinaryPrimitives.WriteInt64LittleEndian(header[FrameReader.TimeOffset..], time);
        _frame = _end;
        _end += FrameReader.HeaderSize;
        Count = 0;
    }

    /// <summary>Adds an event to the open frame.</summary>
    /// <exception cref="InvalidOperationException">No frame is open, or it is full.</exception>
    public void Append<TEvent>(in TEvent happened)
        where TEvent : struct, IEvent<TEvent>, allows ref struct
    {
        if (_frame < 0 || Count == FrameReader.MaxEvents)
            throw NoRoom();

        var kept = TEvent.IsMostlyLong ? 2 : 1;
        Reserve(1 + kept);
        _buffer[_end] = (byte)TEvent.Tag;
        _end += 1 + kept;
        var fields = _end;
        // By reference: of a parameter that it may not change, generic code would make a copy first.
        Unsafe.AsRef(in happened).Write(this);
        WriteLength(fields, kept);
        Count++;
    }

    /// <summary>Ends the open frame.</summary>
    /// <returns>Its bytes, good until the next frame is begun or the batch is taken.</returns>
    public ReadOnlySpan<byte> EndFrame()
    {
        var count = Count;
        if (_frame < 0 || count == 0)
            throw NothingOpen();

        var frame = _buffer.AsSpan(_frame, _end - _frame);
        var header = frame[..FrameReader.HeaderSize];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)frame.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header[FrameReader.CountOffset..], (ushort)count);
        BatchCount += count;
        _frame = -1;
        return frame;
    }

    /// <summary>Drops the open frame, whatever state it is in.</summary>
    public void CancelFrame()
    {
        if (_frame < 0)
            return;

        _end = _frame;
        _frame = -1;
        Count = 0;
    }

    /// <summary>
    /// Takes the open batch away, with room for its header before the frames, and opens the next one.
    /// </summary>
    /// <param name="length">Bytes of header and frames.</param>
    /// <returns>The buffer. Give it back with <see cref="Recycle"/> when nobody reads it any more.</returns>
    public byte[] TakeBatch(out int length)
    {
        if (_frame >= 0)
            throw new InvalidOperationException("A frame is still open.");

        var taken = _buffer;
        length = _end;
        _buffer = _spare ?? new byte[FirstCapacity];
        _spare = null;
        _end = BatchHeader.Size;
        Count = 0;
        BatchCount = 0;
        return taken;
    }

    /// <summary>Gives a buffer back.</summary>
    public void Recycle(byte[] buffer)
    {
        if (buffer.Length <= LargestKept)
            _spare = buffer;
    }

    /// <summary>Writes a number as LEB128 in the fewest bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUnsigned(ulong value)
    {
        // Most numbers are small.
        var (buffer, end) = (_buffer, _end);
        if (value >= 0x80 || (uint)end >= (uint)buffer.Length)
        {
            WriteLong(value);
            return;
        }

        buffer[end] = (byte)value;
        _end = end + 1;
    }

    /// <summary>Writes a number zigzag, so that small negative ones are short too.</summary>
    public void WriteSigned(long value) => WriteUnsigned((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Writes one byte, 0 or 1.</summary>
    public void WriteFlag(bool value) => WriteUnsigned(value ? 1u : 0);

    /// <summary>Writes 16 bytes.</summary>
    public void WriteWide(UInt128 value)
    {
        Reserve(16);
        BinaryPrimitives.WriteUInt128LittleEndian(Room(_buffer, _end, 16), value);
        _end += 16;
    }

    /// <summary>Writes a length and as many bytes.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteUnsigned((ulong)value.Length);
        Reserve(value.Length);
        value.CopyTo(_buffer.AsSpan(_end));
        _end += value.Length;
    }

    /// <summary>Writes the length of a text as UTF-8, and the text.</summary>
    public void WriteText(string value)
    {
        // Most texts are short in bytes too, and are then gone through once: as they are written.
        if (value.Length < 0x80)
        {
            Reserve(1 + (value.Length * MostBytesOfAChar));
            var written = Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_end + 1));
            if (written < 0x80)
            {
                _buffer[_end] = (byte)written;
                _end += 1 + written;
                return;
            }
        }

        var length = Encoding.UTF8.GetByteCount(value);
        WriteUnsigned((ulong)length);
        Reserve(length);
        _end += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_end));
    }

    /// <summary>Writes a slot and a generation.</summary>
    public void WriteHandle(Handle value)
    {
        Debug.Assert(value.Slot >= 0, "A slot counts from 0.");
        // Most generations are small, and are then written in one go with the slot.
        var (buffer, end) = (_buffer, _end);
        if (value.Generation >= 0x80 || buffer.Length - end < sizeof(ulong))
        {
            WriteLongHandle(value);
            return;
        }

        var slot = Varint.Encode((uint)value.Slot, out var length);
        Put(buffer, end, slot | ((ulong)value.Generation << (8 * length)));
        _end = end + length + 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteLongHandle(Handle value)
    {
        WriteUnsigned((uint)value.Slot);
        WriteUnsigned(value.Generation);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteLong(ulong value)
    {
        var (buffer, end) = (_buffer, _end);
        if (value >= Varint.WordLimit || buffer.Length - end < sizeof(ulong))
        {
            WriteLongest(value);
            return;
        }

        Put(buffer, end, Varint.Encode(value, out var length));
        _end = end + length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteLongest(ulong value)
    {
        Reserve(Varint.MaxLength);
        _end += Varint.Write(_buffer.AsSpan(_end, Varint.MaxLength), value);
    }

    private static void Put(byte[] buffer, int at, ulong bytes) =>
        BinaryPrimitives.WriteUInt64LittleEndian(Room(buffer, at, sizeof(ulong)), bytes);

    // The caller made sure of it: slicing would ask it again, for every number.
    private static Span<byte> Room(byte[] buffer, int at, int count) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(buffer), at), count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteLength(int fields, int kept)
    {
        // For most events as many bytes were kept as the length takes; the fields of the few others move.
        var length = _end - fields;
        if (kept == 1 && length < 0x80)
        {
            _buffer[fields - 1] = (byte)length;
        }
        else if (kept == 2 && length is >= 0x80 and < 1 << 14)
        {
            _buffer[fields - 2] = (byte)(length | 0x80);
            _buffer[fields - 1] = (byte)(length >> 7);
        }
        else
        {
            WriteOtherLength(fields, kept, length);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteOtherLength(int fields, int kept, int length)
    {
        var taken = length < 0x80 ? 1 : length < 1 << 14 ? 2 : length < 1 << 21 ? 3 : length < 1 << 28 ? 4 : 5;
        Reserve(taken - kept);
        var at = fields - kept;
        _buffer.AsSpan(fields, length).CopyTo(_buffer.AsSpan(at + taken));
        _end = at + taken + length;
        for (; length >= 0x80; length >>= 7)
            _buffer[at++] = (byte)(length | 0x80);
        _buffer[at] = (byte)length;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _end < count)
            Grow(count);
    }

    private void Grow(int count)
    {
        if (_frame >= 0 && (long)_end + count - _frame > FrameReader.MaxSize)
            throw new InvalidOperationException($"A frame holds at most {FrameReader.MaxSize} bytes.");

        Array.Resize(ref _buffer, Math.Max(checked(_buffer.Length * 2), checked(_end + count)));
    }

    private static InvalidOperationException OpenAlready() => new("A frame is open already.");

    private static InvalidOperationException NothingOpen() => new("There is no open frame with events.");

    private InvalidOperationException NoRoom() => new(_frame < 0 ? "An event needs an open frame." : "A frame holds no more events.");
}
