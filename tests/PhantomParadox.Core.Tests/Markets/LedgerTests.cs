namespace PhantomParadox.Core.Tests.Markets;

public sealed class LedgerTests
{
    [Fact]
    public async Task Create_MovesTheAmountToEscrow()
    {
        await using var market = await TestMarket.StartAsync();
        await market.PostAsync();
        await market.PostAsync(spec => spec with { Currency = Currency.Usdc, Amount = 7 });

        Assert.Equal(-1_000, await market.BalanceAsync("buyer", AccountKind.External));
        Assert.Equal(-7, await market.BalanceAsync("buyer", AccountKind.External, Currency.Usdc));
        Assert.Equal(1_000, market.Market.State.Ledger.Escrow(Currency.Sol));
        Assert.Equal(7, market.Market.State.Ledger.Escrow(Currency.Usdc));
        Assert.Equal((0, 0), (market.Market.State.Ledger.Sum(Currency.Sol), market.Market.State.Ledger.Sum(Currency.Usdc)));
    }

    [Fact]
    public async Task TheGreatestAmounts_DontOverflow()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada", profile => profile with { Capacity = 64 });
        for (var count = 0; count < 40; count++)
            await market.FinishAsync(await market.PostAsync(spec => spec with { Amount = 1_000_000_000_000_000 }), "ada");

        Assert.Equal(40_000_000_000_000_000, await market.BalanceAsync("ada", AccountKind.Earned));
        Assert.Equal(0, market.Market.State.Ledger.Sum(Currency.Sol));
    }

    [Fact]
    public async Task AWalletThatNobodyKnows_HasNoBalances()
    {
        await using var market = await TestMarket.StartAsync();

        Assert.Empty((await market.Market.GetBalancesAsync("nobody")).Value);
        Assert.Empty((await market.Market.GetBalancesAsync("")).Value);
    }

    [Fact]
    public async Task OneWallet_MayBuyAndWork()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        await market.FinishAsync(await market.PostAsync(buyer: "ada"), "ada");

        Assert.Equal(-1_000, await market.BalanceAsync("ada", AccountKind.External));
        Assert.Equal(1_000, await market.BalanceAsync("ada", AccountKind.Earned));
    }

    [Fact]
    public async Task OpenJobs_AreLimited_WhereThatIsSet()
    {
        await using var market = await TestMarket.StartAsync(options => options.Limits.OpenJobsPerBuyer = 2);
        var job = await market.PostAsync();
        await market.PostAsync();
        var spec = new JobSpec { Type = JobType.Relay, Buyer = "buyer", Description = "one more", Amount = 1 };

        await Refused.With(RefusalCode.TooManyOpenJobs, market.Market.PostJobAsync(spec));
        await market.PostAsync(buyer: "other");
        await market.Market.CancelJobAsync(job, "buyer");
        Assert.Null((await market.Market.PostJobAsync(spec)).Refusal);
    }
}
