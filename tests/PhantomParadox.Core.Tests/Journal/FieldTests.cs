using FsCheck.Xunit;
using PhantomParadox.Journal;
using PhantomParadox.Memory;
using Xunit;

namespace PhantomParadox.Core.Tests.Journal;

public class FieldTests
{
    // Goal: one number, one form. Method: any number, also near the powers of two where the length changes.
    [Property(MaxTest = 1_000)]
    public void Numbers_ComeBack_InTheFewestBytes(ulong seed, byte shift)
    {
        var value = seed >> (shift % 64);
        var bytes = Write(w => w.WriteUnsigned(value));
        var expected = value == 0 ? 1 : (64 - System.Numerics.BitOperations.LeadingZeroCount(value) + 6) / 7;

        var reader = new EventReader(bytes);

        Assert.Equal(value, reader.ReadUnsigned());
        Assert.True(reader.IsAtEnd);
        Assert.Equal(expected, bytes.Length);
    }

    // Goal: the bytes are LEB128's. Method: beside one group of seven bits after the other, at any distance from the end of the buffer.
    [Property(MaxTest = 1_000)]
    public void Numbers_AreWritten_GroupByGroup(ulong seed, byte shift, byte left)
    {
        var value = seed >> (shift % 64);
        Assert.Equal(GroupByGroup(value), WriteNearTheEnd(left % 12, w => w.WriteUnsigned(value)));
    }

    // Goal: a handle is a slot and a generation, whatever goes through one word. Method: beside the two numbers, as above.
    [Property(MaxTest = 1_000)]
    public void Handles_AreWritten_AsTwoNumbers(uint slot, byte slotShift, uint generation, byte generationShift, byte left)
    {
        var handle = new Handle((int)(slot >> (1 + (slotShift % 31))), generation >> (generationShift % 32));
        var bytes = WriteNearTheEnd(left % 12, w => w.WriteHandle(handle));
        var reader = new EventReader(bytes);

        Assert.Equal([.. GroupByGroup((ulong)handle.Slot), .. GroupByGroup(handle.Generation)], bytes);
        Assert.Equal(handle, reader.ReadHandle());
        Assert.True(reader.IsAtEnd);
    }

    // Goal: a handle is read as two numbers, also where it is cut off or wrong. Method: any bytes, from any place on.
    [Property(MaxTest = 2_000)]
    public void AnyBytes_ReadAsAHandle_AreTwoNumbers(byte[] bytes, byte spoilt)
    {
        for (var start = 0; start <= bytes.Length; start++)
        {
            bytes.AsSpan(0, start).Fill(spoilt);
            var (expected, at) = ReadOrNull(bytes, start, (ref EventReader r) => (Handle?)InRange(r.ReadUnsigned(), r.ReadUnsigned()));
            var (got, end) = ReadOrNull(bytes, start, (ref EventReader r) => (Handle?)r.ReadHandle());
            Assert.Equal(expected, got);
            if (expected is not null)
                Assert.Equal(at, end);
        }
    }

    // Goal: what stands around the fields is not among them. Method: any bytes, from any place to any other, beside a copy of those alone.
    [Property(MaxTest = 1_000)]
    public void AnyBytes_AmongOthers_ReadAsAlone(byte[] bytes)
    {
        for (var start = 0; start <= bytes.Length; start++)
        {
            for (var end = start; end <= bytes.Length; end++)
            {
                AssertSame(bytes, start, end, (ref EventReader r) => r.ReadUnsigned());
                AssertSame(bytes, start, end, (ref EventReader r) => r.ReadHandle());
                AssertSame(bytes, start, end, (ref EventReader r) => Convert.ToHexString(r.ReadBytes()));
            }
        }
    }

    // Goal: every processor writes and reads the same. Method: the one instruction, where there is one, beside the steps.
    [Property(MaxTest = 1_000)]
    public void GroupsOfSevenBits_AreMoved_AsInSteps(ulong seed)
    {
        var groups = seed & SevenBits.Groups;
        var value = seed % Varint.WordLimit;
        Assert.Equal(SevenBits.PushInSteps(groups), SevenBits.PushTogether(groups));
        Assert.Equal(SevenBits.PushInSteps((uint)groups), SevenBits.PushTogether((uint)groups));
        Assert.Equal(SevenBits.DrawInSteps(value), SevenBits.DrawApart(value));
        Assert.Equal(value, SevenBits.PushInSteps(SevenBits.DrawInSteps(value)));
    }

    [Property(MaxTest = 1_000)]
    public void SignedNumbers_ComeBack(long seed, byte shift)
    {
        var value = seed >> (shift % 64);
        var reader = new EventReader(Write(w => w.WriteSigned(value)));
        Assert.Equal(value, reader.ReadSigned());
    }

    // Goal: what can be read is canonical. Method: read any bytes; what is taken for a number must be written the same way again.
    [Property(MaxTest = 2_000)]
    public void AnyBytes_AreRefused_OrAreTheNumbersOwn(byte[] bytes)
    {
        if (!Varint.TryRead(bytes, 0, out var value, out var length))
            return;

        Assert.Equal(bytes[..length], Write(w => w.WriteUnsigned(value)));
    }

    // Goal: the last bytes are read as any others. Method: from any place on, beside a copy that begins there.
    [Property(MaxTest = 2_000)]
    public void AnyBytes_ReadTheSame_FromTheirMiddle(byte[] bytes)
    {
        for (var start = 0; start <= bytes.Length; start++)
        {
            var copy = bytes[start..];
            var (expected, got) = (Varint.TryRead(copy, 0, out var value, out var length), Varint.TryRead(bytes, start, out var read, out var taken));
            Assert.Equal(expected, got);
            if (expected)
                Assert.Equal((value, length), (read, taken));
        }
    }

    // Goal: a text is its length in bytes and its bytes, however they are counted. Method: lengths about those where the prefix grows.
    [Theory]
    [InlineData("a")]
    [InlineData("ä")]
    [InlineData("€")]
    [InlineData("😀")]
    [InlineData("\uD83D")] // half a pair
    public void Texts_ComeBack_WithTheLengthOfTheirBytes(string character)
    {
        for (var count = 0; count < 400; count++)
        {
            var text = string.Concat(Enumerable.Repeat(character, count));
            var utf8 = System.Text.Encoding.UTF8.GetBytes(text);
            var bytes = Write(w => w.WriteText(text));

            Assert.Equal(Write(w => w.WriteBytes(utf8)), bytes);
            Assert.Equal(utf8, new EventReader(bytes).ReadBytes().ToArray());
        }
    }

    [Theory]
    [InlineData("80")] // cut off
    [InlineData("8000")] // zero in two bytes
    [InlineData("FF00")] // 127 in two bytes
    [InlineData("FFFFFFFFFFFFFFFFFF02")] // above 64 bits
    [InlineData("FFFFFFFFFFFFFFFFFF8100")] // eleven bytes
    public void Refuses_NumbersNotInTheFewestBytes(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.Throws<JournalCorruptException>(() => new EventReader(bytes).ReadUnsigned());
    }

    [Fact]
    public void Refuses_AFlagOtherThanZeroAndOne() =>
        Assert.Throws<JournalCorruptException>(() => new EventReader([2]).ReadFlag());

    [Fact]
    public void Refuses_AWideNumberCutOff() =>
        Assert.Throws<JournalCorruptException>(() => new EventReader(new byte[15]).ReadWide());

    [Fact]
    public void Refuses_BytesCutOff() =>
        Assert.Throws<JournalCorruptException>(() =>
        {
            new EventReader([2, 1]).ReadBytes();
        });

    [Fact]
    public void Refuses_AHandleOutOfRange()
    {
        var slot = Write(w => w.WriteUnsigned(1ul << 31));
        var generation = Write(w =>
        {
            w.WriteUnsigned(1);
            w.WriteUnsigned(1ul << 32);
        });
        Assert.Throws<JournalCorruptException>(() => new EventReader(slot).ReadHandle());
        Assert.Throws<JournalCorruptException>(() => new EventReader(generation).ReadHandle());
    }

    private static byte[] Write(Action<EventWriter> fields)
    {
        var writer = new EventWriter();
        fields(writer);
        var batch = writer.TakeBatch(out var length);
        return batch[BatchHeader.Size..length];
    }

    // The first buffer is 64 KiB: what stands before leaves so many bytes of it.
    private static byte[] WriteNearTheEnd(int left, Action<EventWriter> fields)
    {
        var filling = (64 * 1024) - BatchHeader.Size - left;
        var bytes = Write(w =>
        {
            w.WriteBytes(new byte[filling - 3]);
            fields(w);
        });
        return bytes[filling..];
    }

    private static byte[] GroupByGroup(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }

    private static Handle InRange(ulong slot, ulong generation) =>
        slot <= int.MaxValue && generation <= uint.MaxValue ? new Handle((int)slot, (uint)generation) : throw new JournalCorruptException("");

    private static void AssertSame<T>(byte[] bytes, int start, int end, Reading<T> read)
    {
        var among = new EventReader(bytes, 0, 0);
        among.GoToNext(EventTag.JobQueued, end);
        among.GoTo(start);
        var alone = new EventReader(bytes.AsSpan(start, end - start));
        Assert.Equal(ReadOrNull(ref alone, read), ReadOrNull(ref among, read));
    }

    private static (T? Value, int Left) ReadOrNull<T>(byte[] bytes, int start, Reading<T> read)
    {
        var reader = new EventReader(bytes);
        reader.GoTo(start);
        return ReadOrNull(ref reader, read);
    }

    private static (T? Value, int Left) ReadOrNull<T>(ref EventReader reader, Reading<T> read)
    {
        try
        {
            var value = read(ref reader);
            return (value, reader.Left);
        }
        catch (JournalCorruptException)
        {
            return default;
        }
    }

    private delegate T Reading<T>(ref EventReader reader);
}
