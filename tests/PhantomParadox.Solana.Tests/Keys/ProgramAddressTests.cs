using PhantomParadox.Solana.Tests.Vectors;
using Xunit;

namespace PhantomParadox.Solana.Tests.Keys;

public sealed class ProgramAddressTests
{
    public static TheoryData<int, string> Points => Vector.Cases(Vector.All.GetProperty("curve"));

    public static TheoryData<int, string> Derived => Vector.Cases(Vector.All.GetProperty("programAddresses"));

    public static TheoryData<int, string> TokenAccounts => Vector.Cases(Vector.All.GetProperty("associatedTokenAccounts"));

    [Theory]
    [MemberData(nameof(Points))]
    public void Tells_PointsOfTheCurve(int at, string name)
    {
        var vector = Vector.All.GetProperty("curve")[at];

        Assert.True(vector.Key("address").IsOnCurve == vector.GetProperty("onCurve").GetBoolean(), name);
    }

    [Theory]
    [MemberData(nameof(Derived))]
    public void Derives_TheAddressOfAProgram(int at, string name)
    {
        _ = name;
        var vector = Vector.All.GetProperty("programAddresses")[at];
        byte[][] seeds = [.. vector.GetProperty("seeds").EnumerateArray().Select(seed => Convert.FromHexString(seed.GetString()!))];

        Assert.Equal(
            new ProgramAddress(vector.Key("address"), vector.GetProperty("bump").GetByte()), ProgramAddress.Find(vector.Key("programId"), seeds));
    }

    [Theory]
    [MemberData(nameof(TokenAccounts))]
    public void Derives_AWalletsTokenAccount(int at, string name)
    {
        _ = name;
        var vector = Vector.All.GetProperty("associatedTokenAccounts")[at];

        Assert.Equal(
            new ProgramAddress(vector.Key("address"), vector.GetProperty("bump").GetByte()),
            AssociatedTokenAccountProgram.Derive(vector.Key("owner"), vector.Key("mint"), vector.Key("tokenProgram")));
    }

    [Fact]
    public void Refuses_SeedsThatTheChainRefuses()
    {
        Assert.Throws<ArgumentException>("seeds", () => ProgramAddress.Find(default, new byte[33]));
        Assert.Throws<ArgumentException>("seeds", () => ProgramAddress.Find(default, [.. Enumerable.Repeat(new byte[1], 16)]));
    }
}
