using FsCheck.Xunit;
using PhantomParadox.Journal;
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
        if (!Varint.TryRead(bytes, out var value, out var length))
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
            var (expected, got) = (Varint.TryRead(copy, out var value, out var length), Varint.TryRead(bytes, start, out var read, out var taken));
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
}
