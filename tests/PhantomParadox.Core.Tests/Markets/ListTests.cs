namespace PhantomParadox.Core.Tests.Markets;

public sealed class ListTests
{
    [Fact]
    public async Task Jobs_ComeNewestFirst_PageByPage_WithoutGapOrDouble()
    {
        await using var market = await TestMarket.StartAsync();
        List<JobId> posted = [];
        for (var count = 0; count < 25; count++)
            posted.Insert(0, await market.PostAsync());

        Assert.Equal(posted, await AllAsync(market, new JobQuery { Limit = 10 }));
        Assert.Equal(posted, await AllAsync(market, new JobQuery { Limit = 25 }));
        Assert.Equal(posted, await AllAsync(market, new JobQuery { Limit = 1, OpenOnly = true }));
        Assert.Equal(posted, await AllAsync(market, new JobQuery { Limit = 7, Buyer = "buyer" }));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, "buyer")]
    public async Task ACursor_StaysGood_AsJobsComeAndGo(bool openOnly, string? buyer)
    {
        await using var market = await TestMarket.StartAsync();
        List<JobId> posted = [];
        for (var count = 0; count < 10; count++)
            posted.Insert(0, await market.PostAsync());
        var query = new JobQuery { OpenOnly = openOnly, Buyer = buyer, Limit = 4 };

        var first = (await market.Market.ListJobsAsync(query)).Value;
        await market.PostAsync();
        await market.Market.CancelJobAsync(posted[3], "buyer");

        Assert.Equal(posted.Take(4), first.Items.Select(job => job.Id));
        Assert.Equal(posted.Skip(4), await AllAsync(market, query with { Cursor = first.NextCursor }));
    }

    [Fact]
    public async Task Jobs_AreFiltered()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var done = await market.PostAsync();
        await market.FinishAsync(done, "ada");
        var running = await market.PostAsync(buyer: "other");
        var pending = await market.PostAsync(spec => spec with { Type = JobType.Compute });

        Assert.Equal([done], await AllAsync(market, new JobQuery { Status = JobStatus.Completed }));
        Assert.Equal([running], await AllAsync(market, new JobQuery { Status = JobStatus.Assigned }));
        Assert.Equal([pending, running], await AllAsync(market, new JobQuery { OpenOnly = true }));
        Assert.Equal([running, done], await AllAsync(market, new JobQuery { AgentWallet = "ada" }));
        Assert.Equal([pending, done], await AllAsync(market, new JobQuery { Buyer = "buyer" }));
        Assert.Equal([done], await AllAsync(market, new JobQuery { Buyer = "buyer", AgentWallet = "ada" }));
        Assert.Equal([pending], await AllAsync(market, new JobQuery { Type = JobType.Compute }));
        Assert.Empty(await AllAsync(market, new JobQuery { Buyer = "nobody" }));
        Assert.Empty(await AllAsync(market, new JobQuery { AgentWallet = "buyer" }));
    }

    [Fact]
    public async Task AJobThatAnAgentLost_IsNotOnItsList_UntilItHasItAgain()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var first = await market.PostAsync();
        await market.ConnectAsync("bob");
        await market.Market.DeclineJobAsync(first, "ada");
        var second = await market.PostAsync();

        Assert.Equal([second], await AllAsync(market, new JobQuery { AgentWallet = "ada" }));
        await market.Market.DeclineJobAsync(first, "bob");
        await market.FinishAsync(second, "ada");
        Assert.Equal([second, first], await AllAsync(market, new JobQuery { AgentWallet = "ada" }));
        Assert.Empty(await AllAsync(market, new JobQuery { AgentWallet = "bob" }));
    }

    [Fact]
    public async Task APage_LooksAtAThousandAtMost_AndLeadsOn()
    {
        await using var market = await TestMarket.StartAsync();
        var first = await market.PostAsync(spec => spec with { Type = JobType.Compute });
        for (var count = 0; count < 2_100; count++)
            await market.PostAsync(spec => spec with { Amount = 0 });
        var page = (await market.Market.ListJobsAsync(new JobQuery { Type = JobType.Compute })).Value;

        Assert.Empty(page.Items);
        Assert.NotNull(page.NextCursor);
        Assert.Equal([first], await AllAsync(market, new JobQuery { Type = JobType.Compute }));
    }

    [Fact]
    public async Task Agents_AreListed_AndFiltered()
    {
        await using var market = await TestMarket.StartAsync();
        await market.CloseAsync(await market.ConnectAsync("away"));
        await market.ConnectAsync("busy", profile => profile with { Capabilities = ["relay", "gpu"] });
        await market.PostAsync();
        await market.ConnectAsync("idle", profile => profile with { Capabilities = ["gpu"] });

        Assert.Equal(["idle", "busy", "away"], await WalletsAsync(market, new AgentQuery { Limit = 2 }));
        Assert.Equal(["idle", "busy"], await WalletsAsync(market, new AgentQuery { OnlineOnly = true, Limit = 1 }));
        Assert.Equal(["idle"], await WalletsAsync(market, new AgentQuery { AvailableOnly = true }));
        Assert.Equal(["idle", "busy"], await WalletsAsync(market, new AgentQuery { Capability = "gpu" }));
        Assert.Empty(await WalletsAsync(market, new AgentQuery { Capability = "tpu" }));
        Assert.Empty(await WalletsAsync(market, new AgentQuery { Capability = new string('x', 500) }));
    }

    [Fact]
    public async Task Disputes_AreListed_AndFiltered()
    {
        await using var market = await TestMarket.StartWithJuryAsync();
        await market.ConnectAsync("ada");
        List<DisputeId> opened = [];
        foreach (var buyer in (string[])["one", "two", "one"])
        {
            var job = await market.PostAsync(buyer: buyer);
            opened.Insert(0, (await market.Market.OpenDisputeAsync(
                new DisputeClaim { Job = job, Opener = Party.Buyer, Reason = "slow", Category = DisputeCategory.Other })).Value.Id);
        }

        Assert.Equal(opened, await DisputesAsync(market, new DisputeQuery { Limit = 1 }));
        Assert.Equal(opened, await DisputesAsync(market, new DisputeQuery { PartyWallet = "ada", UnresolvedOnly = true }));
        Assert.Equal([opened[0], opened[2]], await DisputesAsync(market, new DisputeQuery { PartyWallet = "one" }));
        Assert.Empty(await DisputesAsync(market, new DisputeQuery { Status = DisputeStatus.Resolved }));
        Assert.Empty(await DisputesAsync(market, new DisputeQuery { PartyWallet = "nobody" }));
    }

    private static async Task<List<JobId>> AllAsync(TestMarket market, JobQuery query)
    {
        List<JobId> all = [];
        do
        {
            var page = (await market.Market.ListJobsAsync(query)).Value;
            Assert.True(page.Items.Count <= query.Limit);
            all.AddRange(page.Items.Select(job => job.Id));
            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null);
        return all;
    }

    private static async Task<List<string>> WalletsAsync(TestMarket market, AgentQuery query)
    {
        List<string> all = [];
        do
        {
            var page = (await market.Market.ListAgentsAsync(query)).Value;
            all.AddRange(page.Items.Select(agent => agent.Profile.Wallet));
            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null);
        return all;
    }

    private static async Task<List<DisputeId>> DisputesAsync(TestMarket market, DisputeQuery query)
    {
        List<DisputeId> all = [];
        do
        {
            var page = (await market.Market.ListDisputesAsync(query)).Value;
            all.AddRange(page.Items.Select(dispute => dispute.Id));
            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null);
        return all;
    }
}
