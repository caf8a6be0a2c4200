using PhantomParadox.Solana.Tests.Vectors;
using Xunit;

namespace PhantomParadox.Solana.Tests.Transactions;

public sealed class LengthTests
{
    public static TheoryData<int, string> Valid => Vector.Cases(Vector.All.GetProperty("compactU16").GetProperty("valid"));

    public static TheoryData<int, string> Invalid => Vector.Cases(Vector.All.GetProperty("compactU16").GetProperty("invalid"));

    [Theory]
    [MemberData(nameof(Valid))]
    public void Writes_AndReads_TheVectors(int at, string name)
    {
        _ = name;
        var vector = Vector.All.GetProperty("compactU16").GetProperty("valid")[at];
        var value = vector.GetProperty("value").GetInt32();

        var writer = new WireWriter();
        writer.Length(value);
        var reader = new WireReader(vector.Hex("bytes"));

        Assert.Equal(vector.Hex("bytes"), writer.ToArray());
        Assert.Equal(value, reader.Length());
        Assert.True(reader.AtEnd);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Refuses_WhatIsNotTheShortestForm(int at, string reason)
    {
        _ = reason;
        var bytes = Vector.All.GetProperty("compactU16").GetProperty("invalid")[at].Hex("bytes");

        Assert.Throws<FormatException>(() => new WireReader(bytes).Length());
    }

    [Fact]
    public void Refuses_ToWrite_WhatHasNoForm()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WireWriter().Length(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WireWriter().Length(65_536));
    }
}
