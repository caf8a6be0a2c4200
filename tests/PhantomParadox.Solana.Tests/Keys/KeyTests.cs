using PhantomParadox.Solana.Tests.Vectors;
using Xunit;

namespace PhantomParadox.Solana.Tests.Keys;

public sealed class KeyTests
{
    public static TheoryData<int, string> Pairs => Vector.Cases(Vector.All.GetProperty("keypairs"));

    public static TheoryData<int, string> Signatures => Vector.Cases(Vector.All.GetProperty("ed25519").GetProperty("signatures"));

    public static TheoryData<int, string> Verdicts => Vector.Cases(Vector.All.GetProperty("ed25519").GetProperty("verification"));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Derives_TheAddressOfASeed(int at, string name)
    {
        _ = name;
        var vector = Vector.All.GetProperty("keypairs")[at];

        using var key = Ed25519Keys.Import(vector.Hex("seed"));
        var address = Ed25519Keys.AddressOf(key);

        Assert.Equal(vector.Text("address"), address.ToString());
        Assert.Equal(vector.Hex("publicKey"), address.ToArray());
        Assert.Equal(vector.Key("address"), address);
        Assert.True(address.IsOnCurve);
    }

    [Theory]
    [MemberData(nameof(Signatures))]
    public void Signs_AsTheVectors(int at, string name)
    {
        _ = name;
        var vector = Vector.All.GetProperty("ed25519").GetProperty("signatures")[at];

        using var key = Ed25519Keys.Import(vector.Hex("seed"));
        var signature = Ed25519Keys.Sign(key, vector.Hex("message"));

        Assert.Equal(vector.Text("base58"), signature.ToString());
        Assert.Equal(vector.Hex("signature"), signature.ToArray());
        Assert.Equal(Signature.Parse(vector.Text("base58")), signature);
    }

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void Verifies_AsTheVectors(int at, string name)
    {
        var vector = Vector.All.GetProperty("ed25519").GetProperty("verification")[at];

        Assert.True(
            Ed25519Keys.Verify(vector.Hex("publicKey"), vector.Hex("message"), vector.Hex("signature")) == vector.GetProperty("valid").GetBoolean(), name);
    }

    [Fact]
    public void Refuses_BytesOfAnotherNumber()
    {
        Assert.Throws<ArgumentException>("bytes", () => new PublicKey(new byte[31]));
        Assert.Throws<ArgumentException>("bytes", () => new Hash(new byte[33]));
        Assert.Throws<ArgumentException>("bytes", () => new Signature(new byte[63]));
    }

    [Fact]
    public void Compares_ByBytes()
    {
        var (one, two) = (new PublicKey([.. Enumerable.Repeat((byte)1, 32)]), new PublicKey([.. Enumerable.Repeat((byte)2, 32)]));

        Assert.True(one == PublicKey.Parse(one.ToString()));
        Assert.True(one != two);
        Assert.Equal(one.GetHashCode(), PublicKey.Parse(one.ToString()).GetHashCode());
        Assert.Equal(SystemProgram.ProgramId, default);
    }
}
