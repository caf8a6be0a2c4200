using Xunit;

namespace PhantomParadox.Hosting.Tests.Payouts;

/// <content>Who is paid in which round, and how much.</content>
public sealed partial class PayoutClerkTests
{
    [Fact]
    public void ARound_KeepsToItsInterval_UnlessTheThresholdIsReached()
    {
        _chain.Otherwise = Paid;
        using var bench = Bench(options =>
        {
            options.PayoutInterval = TimeSpan.FromHours(1);
            options.PayoutThreshold.Sol = 100;
        });
        _treasury.Owe("ada", 99);
        Minutes(bench, 30);
        Assert.Empty(_chain.Orders);
        _treasury.Owe("bob", 1);
        bench.Advance(5);
        Assert.Equal(["ada", "bob"], Assert.Single(_chain.Orders).Lines.Select(line => line.Wallet));
        _treasury.Owe("ada", 1);
        Minutes(bench, 61);
        Assert.Equal(2, _chain.Orders.Count);
    }

    [Fact]
    public void WhoIsOwedLittle_WaitsForTheSweep()
    {
        _chain.Otherwise = Paid;
        using var bench = Bench(options =>
        {
            options.PayoutMinimum.Sol = 10;
            options.PayoutMaxWait = TimeSpan.FromHours(2);
        });
        _treasury.Owe("ada", 9);
        _treasury.Owe("bob", 10);
        Minutes(bench, 60);
        Assert.Equal(["bob"], Assert.Single(_chain.Orders).Lines.Select(line => line.Wallet));
        Minutes(bench, 61);
        Assert.Equal(0UL, _treasury.OwedTo("ada"));
    }

    [Fact]
    public void TheFirstRoundAfterAStart_PaysEverybody()
    {
        _chain.Otherwise = Paid;
        _treasury.Owe("ada", 1);
        using var bench = Bench(options => options.PayoutMinimum.Sol = 10);
        Assert.Equal(0UL, _treasury.OwedTo("ada"));
    }

    [Fact]
    public void NoMorePayouts_AreUnderWay_ThanMayBe_AndTheRestFollows()
    {
        _chain.MostLines = 1;
        foreach (var wallet in (string[])["ada", "bob", "cyd", "dan", "eve"])
            _treasury.Owe(wallet, 5);
        using var bench = Bench(options => options.PayoutsUnderWay = 2);
        bench.Advance(120);
        Assert.Equal(2, _treasury.Payouts.Count);
        _chain.Otherwise = Paid;
        bench.Advance(100);
        Assert.Equal(5, _treasury.Payouts.Count(payout => payout.Status == PayoutStatus.Paid));
    }

    [Fact]
    public void TheCapOfTheDay_IsKeptTo_ByLeavingOutWhatNoLongerFits()
    {
        _chain.Otherwise = Paid;
        _treasury.LeftToday = 10;
        foreach (var (wallet, amount) in (ReadOnlySpan<(string, ulong)>)[("ada", 6), ("bob", 5), ("cyd", 4)])
            _treasury.Owe(wallet, amount);
        _chain.Within = call => _treasury.LeftToday = call == "send" ? 0 : _treasury.LeftToday;
        using var bench = Bench();
        Assert.Equal(["ada", "cyd"], Assert.Single(_chain.Orders).Lines.Select(line => line.Wallet));
    }

    [Fact]
    public void Currencies_AreNeverMixed()
    {
        _chain.Otherwise = Paid;
        _treasury.Owe("ada", 5);
        _treasury.Owe("ada", 6, Currency.Usdc);
        using var bench = Bench();
        Assert.Equal([(Currency.Sol, 5UL), (Currency.Usdc, 6UL)], _treasury.Payouts.Select(payout => (payout.Currency, Assert.Single(payout.Lines).Amount)));
    }

    [Fact]
    public void HundredsOfWallets_ThatCannotBePaid_HideNobodyWhoCan_HoweverLittleThatIsOwed()
    {
        _chain.Otherwise = Paid;
        for (var i = 0; i < 330; i++)
        {
            _treasury.Owe($"dust-{i}", (ulong)(i % 7) + 2);
            _chain.Unpayable[$"dust-{i}"] = "no account";
        }

        _treasury.Owe("zoe", 1);
        using var bench = Bench();
        Minutes(bench, 5);
        Assert.Equal(0UL, _treasury.OwedTo("zoe"));
        Assert.Single(_treasury.Payouts);
    }

    [Fact]
    public void WhoSigns_IsToldWhatIsUnderWay_OfEveryCurrency_AndInReview()
    {
        Open("old", _chain.Network);
        _treasury.Open(Record("doubtful", _chain.Network, new("eve", 3)) with { Status = PayoutStatus.Review });
        _chain.MostLines = 1;
        _treasury.Owe("ada", 5);
        _treasury.Owe("bob", 6);
        _treasury.Owe("cyd", 7, Currency.Usdc);
        using var bench = Bench();
        Assert.Equal(
            ["doubtful old", "doubtful old signature-1", "doubtful old signature-1 signature-2"],
            _chain.Orders.Select(Names));

        // What is final is not, nor is what was not opened.
        _chain.Fates["old"] = _chain.Fates["signature-1"] = Paid;
        bench.Advance(60);
        _treasury.Owe("dan", 8);
        _treasury.Refuse("OpenPayout", RefusalCode.PayoutNotOwed);
        bench.Advance(65);
        Assert.Equal(
            ["doubtful signature-2 signature-3", "doubtful signature-2 signature-3"],
            _chain.Orders.Skip(3).Select(Names));

        static string Names(PayoutOrder order) => string.Join(' ', order.UnderWay.Select(signed => signed.Reference).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WhatMayHaveBeenOpened_CountsAsUnderWay()
    {
        _treasury.Owe("ada", 5);
        _treasury.Owe("cyd", 7, Currency.Usdc);
        _treasury.Break("OpenPayout");
        using var bench = Bench();
        Assert.Equal("signature-1", Assert.Single(_chain.Orders[1].UnderWay).Reference);
    }
}
