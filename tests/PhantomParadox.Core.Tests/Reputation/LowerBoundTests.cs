using FsCheck.Xunit;
using Xunit;

namespace PhantomParadox.Core.Tests.Reputation;

public sealed class LowerBoundTests
{
    // Goal: the largest root whose square fits. Method: values of every length below 2⁸³, and the neighbours of squares.
    [Property(MaxTest = 5_000)]
    public bool Sqrt_IsTheExactFloor(ulong high, ulong low, byte shift, ulong seed)
    {
        var root = seed >> (23 + shift % 41);
        var square = (UInt128)root * root;
        return IsFloor(new UInt128(high, low) >> (45 + shift % 83)) && IsFloor(square) && IsFloor(square + 1)
            && (square == 0 || IsFloor(square - 1));
    }

    [Fact]
    public void Sqrt_IsTheExactFloor_AtTheEnds()
    {
        for (ulong value = 0; value < 10_000; value++)
            Assert.True(IsFloor(value));
        // Where a word ends, another way begins.
        for (ulong back = 0; back < 10_000; back++)
            Assert.True(IsFloor(ulong.MaxValue - back) && IsFloor((UInt128)ulong.MaxValue + back));
        Assert.True(IsFloor((UInt128.One << 83) - 1));
    }

    private static bool IsFloor(UInt128 value)
    {
        UInt128 root = LowerBound.Sqrt(value);
        return root * root <= value && (root + 1) * (root + 1) > value;
    }
}
