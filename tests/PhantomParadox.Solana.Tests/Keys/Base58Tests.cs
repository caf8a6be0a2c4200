using PhantomParadox.Solana.Tests.Vectors;
using Xunit;

namespace PhantomParadox.Solana.Tests.Keys;

public sealed class Base58Tests
{
    public static TheoryData<int, string> Valid => Vector.Cases(Vector.All.GetProperty("base58").GetProperty("valid"));

    public static TheoryData<int, string> Invalid => Vector.Cases(Vector.All.GetProperty("base58").GetProperty("invalid"));

    public static TheoryData<int, string> InvalidAddresses => Vector.Cases(Vector.All.GetProperty("base58").GetProperty("invalidAddresses"));

    [Theory]
    [MemberData(nameof(Valid))]
    public void Writes_AndReads_TheVectors(int at, string name)
    {
        _ = name;
        var vector = Vector.All.GetProperty("base58").GetProperty("valid")[at];

        Assert.Equal(vector.Text("text"), Base58Text.Encode(vector.Hex("bytes")));
        Assert.Equal(vector.Hex("bytes"), Base58Text.Decode(vector.Text("text"), mostBytes: 64));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Refuses_WhatIsNotBase58(int at, string reason)
    {
        var text = Vector.All.GetProperty("base58").GetProperty("invalid")[at].Text("text");

        Assert.True(Base58Text.Decode(text, mostBytes: 64) is null, reason);
    }

    [Theory]
    [MemberData(nameof(InvalidAddresses))]
    public void Refuses_WhatIsNoAddress_WithoutRepeatingIt(int at, string reason)
    {
        var text = Vector.All.GetProperty("base58").GetProperty("invalidAddresses")[at].Text("text");

        Assert.False(PublicKey.TryParse(text, out var key), reason);
        Assert.Equal(default, key);
        var error = Assert.Throws<FormatException>(() => PublicKey.Parse(text));
        if (text.Length > 0)
            Assert.DoesNotContain(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_MoreBytesThanAsked() => Assert.Null(Base58Text.Decode("5Q2", mostBytes: 1));

    [Fact]
    public void Refuses_ATextThatIsTooLong_WithoutDecodingIt() => Assert.Null(Base58Text.Decode(new string('z', 10_000_000), mostBytes: 64));
}
