namespace PhantomParadox.Core.Tests.Markets;

public sealed class ReputationRulesTests
{
    private const ulong Reference = 10_000_000;

    [Fact]
    public async Task Starts_At21_AndGrows_WithApprovedJobs_OfDifferentBuyers()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        Assert.Equal(21, await Shown(market));
        foreach (var (buyer, shown) in (IEnumerable<(string, int)>)[("one", 43), ("two", 56), ("three", 64)])
        {
            await market.FinishAsync(await market.PostAsync(spec => spec with { Amount = Reference }, buyer), "ada");
            Assert.Equal(shown, await Shown(market));
        }
    }

    [Fact]
    public async Task OneBuyer_CanGiveLessEachTime()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        for (var count = 0; count < 30; count++)
            await market.FinishAsync(await market.PostAsync(spec => spec with { Amount = Reference }), "ada");

        // Two units at most, however many jobs.
        Assert.Equal(56, await Shown(market));
    }

    [Fact]
    public async Task ASmallJob_CountsForLittle()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        await market.FinishAsync(await market.PostAsync(spec => spec with { Amount = 1 }), "ada");

        Assert.Equal(21, await Shown(market));
    }

    [Fact]
    public async Task AFailedAttempt_CostsOne()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        await market.FinishAsync(await market.PostAsync(), "ada", success: false);

        Assert.Equal(10, await Shown(market));
    }

    [Fact]
    public async Task Completion_CountsWhenApproved_NotBefore()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { AutoApprove = false, Amount = Reference });
        await market.FinishAsync(job, "ada");
        Assert.Equal(21, await Shown(market));
        await market.Market.ApproveJobAsync(job, "buyer");

        Assert.Equal(43, await Shown(market));
    }

    [Fact]
    public async Task Decays_ByWholeDays_AsTheSessionOpens()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        await market.FinishAsync(await market.PostAsync(spec => spec with { Amount = Reference }), "ada");
        await market.CloseAsync(session);
        await market.AdvanceAsync(TimeSpan.FromDays(300));
        Assert.Equal(43, await Shown(market));

        await market.ConnectAsync("ada");

        Assert.Equal(21, await Shown(market));
    }

    [Fact]
    public async Task TheSeedsPolicy_StartsAt100_AndMovesByOneAndTwo()
    {
        await using var market = await TestMarket.StartAsync(options => options.Reputation.Policy = ReputationPolicyKind.Seed);
        await market.ConnectAsync("ada");
        Assert.Equal(100, await Shown(market));
        await market.FinishAsync(await market.PostAsync(), "ada", success: false);
        Assert.Equal(98, await Shown(market));
        await market.FinishAsync(await market.PostAsync(), "ada");
        Assert.Equal(99, await Shown(market));
    }

    private static async Task<int> Shown(TestMarket market) => (await market.AgentAsync("ada")).Reputation;
}
