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
        Assert.True(IsFloor((UInt128.One << 83) - 1));
    }

    // Goal: hundredths made of thousandths are those of the rules. Method: their formula, shown = ⌊(200(R − q) + N)/2N⌋, for masses of every length.
    [Property(MaxTest = 5_000)]
    public bool Hundredths_AreThoseOfTheWholeBound(ulong kept, byte keptShift, ulong broken, byte brokenShift)
    {
        (kept, broken) = (kept >> (19 + keptShift % 45), broken >> (19 + brokenShift % 45));
        UInt128 u = UInt128.One << 32, r = kept + u, s = broken + u, n = r + s;
        var q = LowerBound.Sqrt(r * s * u / (n + u));
        return new LowerBound(kept, broken).Hundredths == (int)((200 * (r - q) + n) / (2 * n));
    }

    private static bool IsFloor(UInt128 value)
    {
        UInt128 root = LowerBound.Sqrt(value);
        return root * root <= value && (root + 1) * (root + 1) > value;
    }
}
