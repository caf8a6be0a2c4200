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
        Assert.Empty((await market.Market.GetOwedAsync(new OwedQuery(Currency.Usdc))).Value.Lines);
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
    public async Task APage_LooksAtAThousandWallets_AndGoesOnWhereItsCursorSays()
    {
        await using var market = await TestMarket.StartAsync();
        for (var agent = 0; agent < 2_100; agent++)
            await market.EarnAsync(($"agent-{agent}", 1));
        await market.EarnAsync(("ada", 1_000));

        var first = await market.OwedAsync(atLeast: 2);
        var second = await market.OwedAsync(atLeast: 2, cursor: first.NextCursor);
        var third = await market.OwedAsync(atLeast: 2, cursor: second.NextCursor);

        Assert.Equal((0, 0), (first.Lines.Count, second.Lines.Count));
        Assert.Equal([new PayoutLine("ada", 1_000)], third.Lines);
        Assert.Null(third.NextCursor);
        Assert.Equal(100, (await market.OwedAsync()).Lines.Count);
    }

    [Fact]
    public async Task ACursor_StaysGood_WhateverHappensToThePageBefore()
    {
        var market = await TestMarket.StartAsync();
        await market.EarnAsync(("ada", 1), ("bob", 2), ("cem", 3), ("dan", 4), ("eve", 5));
        var page = await market.OwedAsync(limit: 2);
        Assert.Equal(["ada", "bob"], page.Lines.Select(line => line.Wallet));

        // Both leave, one for good and one to the end of the list; so does the one that would have been next, and there is a new one.
        await market.OpenAsync(1, new PayoutLine("bob", 2), new PayoutLine("cem", 3));
        await market.OpenAsync(2, new PayoutLine("ada", 1));
        await market.RecordAsync(1, PayoutFate.Paid);
        await market.RecordAsync(2, PayoutFate.Expired);
        await market.EarnAsync(("fay", 6));

        var next = await market.OwedAsync(limit: 2, cursor: page.NextCursor);
        var last = await market.OwedAsync(limit: 2, cursor: next.NextCursor);
        Assert.Equal(["dan", "eve"], next.Lines.Select(line => line.Wallet));
        Assert.Equal(["ada", "fay"], last.Lines.Select(line => line.Wallet));
        Assert.Null(last.NextCursor);

        market = await market.RestartAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["dan", "eve"], (await market.OwedAsync(limit: 2, cursor: page.NextCursor)).Lines.Select(line => line.Wallet));
        // What lies before all who are left is the beginning, and what lies behind them the end.
        Assert.Equal(["dan"], (await market.OwedAsync(limit: 1, cursor: "1")).Lines.Select(line => line.Wallet));
        Assert.Equal((0, null), ((await market.OwedAsync(cursor: "1000000")).Lines.Count, (await market.OwedAsync(cursor: "1000000")).NextCursor));
        await market.DisposeAsync();
    }

    [Fact]
    public async Task ACursor_ComesThrough_AThousandsOfPlacesThatAreEmpty()
    {
        await using var market = await TestMarket.StartAsync();
        await market.EarnAsync(("ada", 1), ("bob", 1));
        for (var round = 1; round <= 1_600; round++)
        {
            await market.OpenAsync(round, new PayoutLine("bob", 1));
            await market.RecordAsync(round, PayoutFate.Expired);
        }

        await market.EarnAsync(("cem", 1));
        // A page that ended behind one of bob's places of old.
        List<string> wallets = [];
        var cursor = "1500";
        for (var pages = 0; cursor is not null && pages < 5; pages++)
        {
            var page = await market.OwedAsync(cursor: cursor);
            wallets.AddRange(page.Lines.Select(line => line.Wallet));
            cursor = page.NextCursor;
        }

        Assert.Equal(["bob", "cem"], wallets);
        Assert.Null(cursor);
    }

    [Fact]
    public async Task SinceWhen_CountsOn_WhereAPayoutNeverTookEffect()
    {
        await using var market = await TestMarket.StartAsync();
        var began = market.Time.GetUtcNow();
        await market.EarnAsync(("ada", 1_000));
        market.Time.Advance(TimeSpan.FromMinutes(1));
        await market.OpenAsync(1, new PayoutLine("ada", 600));
        market.Time.Advance(TimeSpan.FromMinutes(1));
        await market.RecordAsync(1, PayoutFate.Expired);
        Assert.Equal([began], (await market.OwedAsync()).Since);

        await market.OpenAsync(2, new PayoutLine("ada", 600));
        market.Time.Advance(TimeSpan.FromMinutes(1));
        await market.RecordAsync(2, PayoutFate.Paid);
        Assert.Equal([began + TimeSpan.FromMinutes(3)], (await market.OwedAsync()).Since);
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
        Assert.Equal(ulong.MaxValue, (await market.Market.GetOwedAsync(new OwedQuery(Currency.Usdc))).Value.LeftToday);
    }

    [Theory]
    [InlineData((Currency)9, 1, 1, null, "currency")]
    [InlineData(Currency.Sol, 0, 1, null, "atLeast")]
    [InlineData(Currency.Sol, 1, 0, null, "limit")]
    [InlineData(Currency.Sol, 1, 101, null, "limit")]
    [InlineData(Currency.Sol, 1, 1, "x", "cursor")]
    [InlineData(Currency.Sol, 1, 1, "0", "cursor")]
    [InlineData(Currency.Sol, 1, 1, "-1", "cursor")]
    public async Task Refuses_WhatCantBeAsked(Currency currency, ulong atLeast, int limit, string? cursor, string field)
    {
        await using var market = await TestMarket.StartAsync();

        await Refused.Naming([field], market.Market.GetOwedAsync(new OwedQuery(currency, atLeast, limit, cursor)));
    }

    [Fact]
    public async Task Refuses_NamingAllThatIsWrong()
    {
        await using var market = await TestMarket.StartAsync();

        await Refused.Naming(["currency", "atLeast", "limit", "cursor"], market.Market.GetOwedAsync(new OwedQuery(default, 0, 0, "x")));
    }
}
