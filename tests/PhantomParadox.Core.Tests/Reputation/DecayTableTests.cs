using System.Numerics;
using Xunit;

namespace PhantomParadox.Core.Tests.Reputation;

public sealed class DecayTableTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    public void Factor_IsTheExactFloor_OnEveryDay(int halfLife)
    {
        var table = new DecayTable(halfLife);
        for (var day = 0; day <= 32 * halfLife; day++)
        {
            // x = ⌊2³² · 2^(−d/h)⌋ is the whole number with x^h ≤ 2^(32h − d) < (x + 1)^h.
            var power = BigInteger.One << (32 * halfLife - day);
            var factor = new BigInteger(table.Factor(day));
            Assert.True(BigInteger.Pow(factor, halfLife) <= power);
            Assert.True(BigInteger.Pow(factor + 1, halfLife) > power);
        }

        Assert.Equal(0UL, table.Factor(32 * halfLife + 1));
    }
}
