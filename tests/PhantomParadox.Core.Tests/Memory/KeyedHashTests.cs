using System.Numerics;
using FsCheck.Xunit;
using PhantomParadox.Memory;
using Xunit;

namespace PhantomParadox.Core.Tests.Memory;

public sealed class KeyedHashTests
{
    // The key 00 01 … 0f of the paper's appendix A.
    private static readonly UInt128 PaperKey = new(0x0f0e0d0c0b0a0908, 0x0706050403020100);

    [Theory]
    [InlineData(0, 0x726fdb47dd0e0e31)]
    [InlineData(1, 0x74f839c593dc67fd)]
    [InlineData(2, 0x0d6c8009d9a94f5a)]
    [InlineData(3, 0x85676696d7fb7e2d)]
    [InlineData(4, 0xcf2794e0277187b7)]
    [InlineData(5, 0x18765564cd99a68d)]
    [InlineData(6, 0xcbc9466e58fee3ce)]
    [InlineData(7, 0xab0200f58b01d137)]
    [InlineData(8, 0x93f5f5799a932462)]
    [InlineData(15, 0xa129ca6149be45e5)]
    public void MatchesThePublishedVectors_OfTwoAndFourRounds(int length, ulong expected) =>
        Assert.Equal(expected, KeyedHash.Compute(PaperKey, Counting(length), 2, 4));

    [Fact]
    public void MatchesTheKnownVector_OfOneAndThreeRounds() =>
        Assert.Equal(0xabac0158050fc4dc, KeyedHash.Compute(PaperKey, []));

    [Property]
    public void GivesAnotherHash_UnderAnotherKey(byte[] data, ulong key, ulong otherKey)
    {
        Assert.Equal(KeyedHash.Compute(key, data), KeyedHash.Compute(key, data));
        if (key != otherKey)
            Assert.NotEqual(KeyedHash.Compute(key, data), KeyedHash.Compute(otherKey, data));
        Assert.NotEqual(KeyedHash.Compute(new UInt128(0, 1), data), KeyedHash.Compute(new UInt128(1, 0), data));
    }

    [Fact]
    public void TurnsAboutHalfOfTheBits_WhenOneTurns()
    {
        byte[] data = Counting(29);
        ulong plain = KeyedHash.Compute(PaperKey, data);
        int turned = 0;
        for (int bit = 0; bit < data.Length * 8; bit++)
        {
            data[bit / 8] ^= (byte)(1 << (bit % 8));
            turned += BitOperations.PopCount(plain ^ KeyedHash.Compute(PaperKey, data));
            data[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.InRange(turned, data.Length * 8 * 28, data.Length * 8 * 36);
    }

    private static byte[] Counting(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];
}
