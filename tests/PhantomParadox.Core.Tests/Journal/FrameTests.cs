using PhantomParadox.Journal;
using PhantomParadox.Memory;
using Xunit;

namespace PhantomParadox.Core.Tests.Journal;

public class FrameTests
{
    private readonly EventWriter _writer = new();

    [Fact]
    public void Writes_TheBytesOfTheFormat()
    {
        _writer.BeginFrame(sequence: 7, time: 0x0102);
        _writer.Append(new EverythingHappened(300, -3, true, 5, [0xAA, 0xBB], new Handle(200, 1)));
        _writer.Append(new LittleHappened(1));

        Assert.Equal(
            "35000000" + "0700000000000000" + "0201000000000000" + "0200" // 53 bytes, position 7, time, 2 events
            + "C8" + "1A" + "AC02" + "05" + "01" + "05000000000000000000000000000000" + "02AABB" + "C801" + "01"
            + "C8" + "01" + "01",
            Convert.ToHexString(_writer.EndFrame()));
    }

    [Fact]
    public void Reads_WhatWasWritten()
    {
        var happened = new EverythingHappened(ulong.MaxValue, long.MinValue, true, UInt128.MaxValue, [1, 2, 3], new Handle(int.MaxValue, uint.MaxValue));
        _writer.BeginFrame(9, 1_000);
        _writer.Append(happened);
        _writer.Append(happened with { Signed = long.MaxValue, Bytes = [] });

        var frame = new FrameReader(_writer.EndFrame());

        Assert.Equal((9, 1_000, 2, 10), (frame.Sequence, frame.Time, frame.Count, frame.LastPosition));
        Assert.True(frame.MoveNext());
        var first = frame.Read<EverythingHappened>();
        Assert.Equal(happened with { Bytes = first.Bytes }, first);
        Assert.Equal(happened.Bytes, first.Bytes);
        Assert.True(frame.MoveNext());
        Assert.Equal(10, frame.Position);
        Assert.Equal(long.MaxValue, frame.Read<EverythingHappened>().Signed);
        Assert.False(frame.MoveNext());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(16_380)]
    [InlineData(16_381)]
    [InlineData(16_382)]
    [InlineData(2_097_150)]
    public void Writes_TheSameBytes_WhateverLengthAnEventIsExpectedToHave(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(at => (byte)at).ToArray();
        _writer.BeginFrame(1, 0);
        _writer.Append(new BytesHappened(bytes));
        _writer.Append(new BytesHappened([7]));
        var expected = _writer.EndFrame().ToArray();
        _writer.TakeBatch(out _);

        _writer.BeginFrame(1, 0);
        _writer.Append(new LongHappened(bytes));
        _writer.Append(new LongHappened([7]));
        var frame = _writer.EndFrame();

        Assert.True(frame.SequenceEqual(expected));
        var reader = new FrameReader(frame);
        Assert.True(reader.MoveNext());
        Assert.Equal(bytes, reader.Read<LongHappened>().Bytes);
        Assert.True(reader.MoveNext());
        Assert.Equal([7], reader.Read<LongHappened>().Bytes);
    }

    [Fact]
    public void Reads_FieldsAddedLater_AsTheirDefaults()
    {
        _writer.BeginFrame(1, 0);
        _writer.Append(new LittleHappened(5));
        var frame = new FrameReader(_writer.EndFrame());
        frame.MoveNext();

        var read = frame.Read<EverythingHappened>();

        Assert.Equal(new EverythingHappened(5, 0, false, 0, read.Bytes, Handle.None), read);
        Assert.Empty(read.Bytes);
    }

    [Fact]
    public void Refuses_FieldsOfANewerVersion()
    {
        _writer.BeginFrame(1, 0);
        _writer.Append(new EverythingHappened(5, 1, true, 1, [], Handle.None));
        var bytes = _writer.EndFrame().ToArray();

        Assert.Throws<JournalCorruptException>(() =>
        {
            var frame = new FrameReader(bytes);
            frame.MoveNext();
            frame.Read<LittleHappened>();
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(125)] // one byte of length
    [InlineData(126)] // two, by way of the field's own prefix
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_380)]
    [InlineData(16_381)]
    [InlineData(16_384)]
    [InlineData(70_000)] // larger than the first buffer
    [InlineData(2_200_000)]
    public void Keeps_EventsOfAnySize(int size)
    {
        var bytes = new byte[size];
        for (var i = 0; i < size; i++)
            bytes[i] = (byte)(i * 7);
        _writer.BeginFrame(1, 0);
        _writer.Append(new BytesHappened(bytes));
        _writer.Append(new LittleHappened(3));

        var frame = new FrameReader(_writer.EndFrame());

        Assert.True(frame.MoveNext());
        Assert.Equal(bytes, frame.Read<BytesHappened>().Bytes);
        Assert.True(frame.MoveNext());
        Assert.Equal(3ul, frame.Read<LittleHappened>().Unsigned);
        Assert.False(frame.MoveNext());
    }

    [Fact]
    public void Cancelling_LeavesTheBatchAsItWas()
    {
        _writer.BeginFrame(1, 0);
        _writer.Append(new LittleHappened(1));
        _writer.EndFrame();
        var before = (_writer.BatchLength, _writer.BatchCount);

        _writer.BeginFrame(2, 0);
        _writer.Append(new LittleHappened(2));
        _writer.CancelFrame();

        Assert.Equal(before, (_writer.BatchLength, _writer.BatchCount));
        Assert.Equal(0, _writer.Count);
    }

    [Fact]
    public void Refuses_AFrameThatIsTooLarge_AndLivesOn()
    {
        _writer.BeginFrame(1, 0);
        Assert.Throws<InvalidOperationException>(() => _writer.Append(new BytesHappened(new byte[FrameReader.MaxSize])));
        _writer.CancelFrame();

        _writer.BeginFrame(1, 0);
        _writer.Append(new LittleHappened(1));
        Assert.Equal(FrameReader.HeaderSize + 3, _writer.EndFrame().Length);
    }

    [Fact]
    public void Refuses_MoreEventsThanTheCountHolds()
    {
        _writer.BeginFrame(1, 0);
        for (var i = 0; i < FrameReader.MaxEvents; i++)
            _writer.Append(new LittleHappened(0));

        Assert.Throws<InvalidOperationException>(() => _writer.Append(new LittleHappened(0)));
        Assert.Equal(FrameReader.MaxEvents, new FrameReader(_writer.EndFrame()).Count);
    }

    // Goal: no damaged frame is taken for a shorter history. Method: cut a frame everywhere, and spoil each part of its structure.
    [Fact]
    public void Refuses_EveryCutFrame()
    {
        var whole = Sample();
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            Assert.Throws<JournalCorruptException>(() => Walk(cut));
            if (length < 4)
                continue;

            cut[0] = (byte)length; // even where the length was made to fit
            Assert.Throws<JournalCorruptException>(() => Walk(cut));
        }
    }

    [Theory]
    [InlineData(0, 0xFF)] // length
    [InlineData(4, 0)] // position 0
    [InlineData(11, 0x80)] // a negative position
    [InlineData(19, 0x80)] // a negative time
    [InlineData(20, 0)] // no events
    [InlineData(20, 1)] // fewer events than there are: bytes are left over
    [InlineData(20, 3)] // more events than there are
    [InlineData(23, 0x7F)] // an event that runs past the end
    [InlineData(23, 0x81)] // a length that isn't minimal
    public void Refuses_AFrameThatDoesNotFit(int offset, byte value)
    {
        var frame = Sample();
        frame[offset] = value;
        Assert.Throws<JournalCorruptException>(() => Walk(frame));
    }

    private static void Walk(byte[] bytes)
    {
        var frame = new FrameReader(bytes);
        while (frame.MoveNext())
        {
        }
    }

    private byte[] Sample()
    {
        _writer.BeginFrame(1, 5);
        _writer.Append(new LittleHappened(0));
        _writer.Append(new LittleHappened(1));
        return _writer.EndFrame().ToArray();
    }
}
