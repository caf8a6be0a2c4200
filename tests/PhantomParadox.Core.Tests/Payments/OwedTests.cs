using PhantomParadox.Core.Tests.Markets;

namespace PhantomParadox.Core.Tests.Payments;

public sealed class OwedTests
{
    [Fact]
    public async Task WhatIsEarned_IsOwed_TheLongestOwedFirst()
    {
        await using var market = await TestMarket.StartAsync();
        await market.EarnAsync(("ada", 1_000), ("bob", 500), ("ada", 10));

        var owed = await market.OwedAsync();

        Assert.Equal([new PayoutLine("ada", 1_010), new PayoutLine("bob", 500)], owed.Lines);
        Assert.Equal(((UInt128)1_510, ulong.MaxValue), (owed.Total, owed.LeftToday));
        Assert.Empty((await market.Market.GetOwedAsync(Currency.Usdc, 1, 100)).Value.Lines);
    }

    [Fact]
    public async Task WhoIsOwedLess_IsLeftOut_AndCountsInTheTotal()
    {
        await using var market = await TestMarket.StartAsync();
        await market.EarnAsync(("ada", 499), ("bob", 500), ("cem", 501));

        var owed = await market.OwedAsync(atLeast: 500, limit: 1);

        Assert.Equal([new PayoutLine("bob", 500)], owed.Lines);
        Assert.Equal((UInt128)1_500, owed.Total);
    }

    [Fact]
    public async Task WhoIsOwedEnough_IsFound_BehindThousandsWhoAreNot()
    {
        await using var market = await TestMarket.StartAsync();
        for (var agent = 0; agent < 2_100; agent++)
            await market.EarnAsync(($"agent-{agent}", 1));
        await market.EarnAsync(("ada", 1_000));

        Assert.Equal([new PayoutLine("ada", 1_000)], (await market.OwedAsync(atLeast: 2)).Lines);
        Assert.Equal(100, (await market.OwedAsync()).Lines.Count);
    }

    [Fact]
    public async Task WhileAPayoutIsUnderWay_ItsWalletsAreOwedNothing_AndAgainTheRestOnceItIsPaid()
    {
        await using var market = await TestMarket.StartAsync();
        await market.EarnAsync(("ada", 1_000), ("bob", 500));
        await market.OpenAsync(1, new PayoutLine("ada", 600));
        await market.EarnAsync(("ada", 50));

        Assert.Equal([new PayoutLine("bob", 500)], (await market.OwedAsync()).Lines);
        await market.RecordAsync(1, PayoutFate.Paid);
        Assert.Equal([new PayoutLine("bob", 500), new PayoutLine("ada", 450)], (await market.OwedAsync()).Lines);
    }

    [Fact]
    public async Task ALine_IsWithinTheCapOfAPayout_AndTheDayLeavesWhatItsCapLeaves()
    {
        await using var market = await TestMarket.StartAsync(options =>
        {
            options.Payments.PayoutCapSol = 700;
            options.Payments.DailyPayoutCapSol = 1_000;
        });
        await market.EarnAsync(("ada", 2_000));

        Assert.Equal([new PayoutLine("ada", 700)], (await market.OwedAsync()).Lines);
        Assert.Equal(1_000UL, (await market.OwedAsync()).LeftToday);
        await market.OpenAsync(1, new PayoutLine("ada", 700));
        Assert.Equal(300UL, (await market.OwedAsync()).LeftToday);
        Assert.Equal(ulong.MaxValue, (await market.Market.GetOwedAsync(Currency.Usdc, 1, 1)).Value.LeftToday);
    }

    [Theory]
    [InlineData((Currency)9, 1, 1, "currency")]
    [InlineData(Currency.Sol, 0, 1, "atLeast")]
    [InlineData(Currency.Sol, 1, 0, "limit")]
    [InlineData(Currency.Sol, 1, 101, "limit")]
    public async Task Refuses_WhatCantBeAsked(Currency currency, ulong atLeast, int limit, string field)
    {
        await using var market = await TestMarket.StartAsync();

        await Refused.Naming([field], market.Market.GetOwedAsync(currency, atLeast, limit));
    }
}
