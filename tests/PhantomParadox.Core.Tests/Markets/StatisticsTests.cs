namespace PhantomParadox.Core.Tests.Markets;

public sealed class StatisticsTests
{
    [Fact]
    public async Task Agents_AreCounted()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada", profile => profile with { Platform = "linux", BytesRelayed = 5 });
        await market.ConnectAsync("bob", profile => profile with { Platform = "linux", Capabilities = ["relay", "gpu"], BytesRelayed = 7 });
        await market.CloseAsync(await market.ConnectAsync("cid", profile => profile with { Platform = "browser", Capabilities = ["gpu"] }));
        await market.PostAsync();

        var agents = (await market.Market.GetStatisticsAsync()).Value.Agents;
        Assert.Equal((3L, 2L, 1L, (Int128)12, 63L), (agents.Total, agents.Online, agents.Busy, agents.TotalBytesRelayed, agents.ReputationSum));
        Assert.Equal([new("browser", 1), new("linux", 2)], agents.ByPlatform);
        Assert.Equal([new("gpu", 2), new("relay", 2)], agents.ByCapability);

        await market.Market.UpdateProfileAsync(session, new AgentProfile { Wallet = "ada", Platform = "ios", Capabilities = [], BytesRelayed = 1 });
        agents = (await market.Market.GetStatisticsAsync()).Value.Agents;
        Assert.Equal([new("browser", 1), new("ios", 1), new("linux", 1)], agents.ByPlatform);
        Assert.Equal([new("gpu", 2), new("relay", 1)], agents.ByCapability);
        Assert.Equal(8, agents.TotalBytesRelayed);
    }

    [Fact]
    public async Task Jobs_AreCounted()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var paid = await market.PostAsync(spec => spec with { Currency = Currency.Usdc });
        await market.AdvanceAsync(30);
        await market.FinishAsync(paid, "ada");
        await market.PostAsync();
        await market.PostAsync(spec => spec with { Type = JobType.Compute });
        var cancelled = await market.PostAsync(spec => spec with { Type = JobType.Compute });
        await market.Market.CancelJobAsync(cancelled, "buyer");

        var jobs = (await market.Market.GetStatisticsAsync()).Value.Jobs;
        Assert.Equal((4L, 1L, (Int128)30_000), (jobs.Total, jobs.CompletionCount, jobs.CompletionMilliseconds));
        Assert.Equal([1L, 1, 0, 1, 0, 0, 1], jobs.ByStatus.Values);
        Assert.Equal([2L, 2, 0, 0], jobs.ByType.Values);
        Assert.Equal([0, (Int128)1_000], jobs.Paid.Values);
    }

    [Fact]
    public async Task Disputes_AreCounted()
    {
        await using var market = await TestMarket.StartWithJuryAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.Market.OpenDisputeAsync(
            new DisputeClaim { Job = job, Opener = Party.Buyer, Reason = "slow", Category = DisputeCategory.Fraud });

        var disputes = (await market.Market.GetStatisticsAsync()).Value.Disputes;
        Assert.Equal((1L, 1L, 1L), (disputes.Total, disputes.ByStatus[DisputeStatus.JurySelection], disputes.ByCategory[DisputeCategory.Fraud]));
    }
}
