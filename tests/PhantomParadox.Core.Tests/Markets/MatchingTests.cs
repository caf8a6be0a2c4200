namespace PhantomParadox.Core.Tests.Markets;

public sealed class MatchingTests
{
    [Fact]
    public async Task AJobsType_IsARequiredCapability()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada", profile => profile with { Capabilities = ["relay"] });
        var job = await market.PostAsync(spec => spec with { Type = JobType.Compute });
        Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
        await market.ConnectAsync("bob", profile => profile with { Capabilities = ["compute"] });

        Assert.Equal("bob", (await market.JobAsync(job)).AgentWallet);
    }

    [Fact]
    public async Task Requirements_AreHard()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada", profile => profile with { MaxBandwidth = 99, Capabilities = ["relay", "gpu"] });
        var fast = await market.PostAsync(spec => spec with { Requirements = new JobRequirements { MinBandwidth = 100 } });
        var trusted = await market.PostAsync(spec => spec with { Requirements = new JobRequirements { MinReputation = 22 } });
        var able = await market.PostAsync(spec => spec with { Requirements = new JobRequirements { Capabilities = ["gpu", "tpu"] } });
        foreach (var job in (JobId[])[fast, trusted, able])
            Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);

        var easy = await market.PostAsync(spec => spec with
        {
            Requirements = new JobRequirements { MinBandwidth = 99, MinReputation = 21, Capabilities = ["gpu"] },
        });
        Assert.Equal("ada", (await market.JobAsync(easy)).AgentWallet);
    }

    [Fact]
    public async Task WhereAnAgentIsIdle_AJobIsLeasedAsItIsPosted()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada", profile => profile with { Capabilities = ["relay", "gpu"] });
        var spec = new JobSpec
        {
            Type = JobType.Relay, Buyer = "buyer", Description = "route this", Amount = 1_000,
            Requirements = new JobRequirements { Capabilities = ["gpu"] },
        };
        // The first that asks for this stands in its queue to be compared with the agents.
        var first = (await market.Market.PostJobAsync(spec)).Value;
        await market.FinishAsync(first.Id, "ada");
        var second = (await market.Market.PostJobAsync(spec, ReadBack.Record)).Value;
        var third = (await market.Market.PostJobAsync(spec)).Value;

        Assert.Equal((JobStatus.Assigned, 1, "ada"), (second.Status, second.Attempt, second.Record!.AgentWallet));
        Assert.Equal((JobStatus.Pending, 0), (third.Status, third.Attempt));
        await market.FinishAsync(second.Id, "ada");
        Assert.Equal("ada", (await market.JobAsync(third.Id)).AgentWallet);
    }

    [Fact]
    public async Task AJobNobodyCanTake_BlocksNoOther()
    {
        await using var market = await TestMarket.StartAsync();
        await market.PostAsync(spec => spec with { Requirements = new JobRequirements { MinReputation = 100 } });
        var second = await market.PostAsync();
        await market.ConnectAsync("ada");

        Assert.Equal("ada", (await market.JobAsync(second)).AgentWallet);
    }

    [Fact]
    public async Task TheBestBucket_ComesFirst()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("good");
        await market.FinishAsync(await market.PostAsync(spec => spec with { Amount = 10_000_000 }), "good");
        await market.ConnectAsync("new");
        await market.FinishAsync(await market.PostAsync(), "good");
        var job = await market.PostAsync();

        Assert.Equal("good", (await market.JobAsync(job)).AgentWallet);
    }

    [Fact]
    public async Task InABucket_WhoHasWaitedLongest_ComesFirst()
    {
        await using var market = await TestMarket.StartAsync();
        foreach (var wallet in (string[])["ada", "bob", "cid"])
            await market.ConnectAsync(wallet);
        List<string?> order = [];
        for (var count = 0; count < 6; count++)
        {
            var job = await market.PostAsync(spec => spec with { Amount = 0 });
            var wallet = (await market.JobAsync(job)).AgentWallet!;
            order.Add(wallet);
            await market.FinishAsync(job, wallet);
        }

        Assert.Equal(["ada", "bob", "cid", "ada", "bob", "cid"], order);
    }

    [Fact]
    public async Task AFreedAgent_TakesTheOldestJob_AcrossQueues()
    {
        await using var market = await TestMarket.StartAsync();
        var first = await market.PostAsync(spec => spec with { Requirements = new JobRequirements { MinBandwidth = 5 } });
        var second = await market.PostAsync();
        var third = await market.PostAsync(spec => spec with { Requirements = new JobRequirements { MinBandwidth = 5 } });
        await market.ConnectAsync("ada");
        foreach (var job in (JobId[])[first, second, third])
        {
            Assert.Equal("ada", (await market.JobAsync(job)).AgentWallet);
            await market.FinishAsync(job, "ada");
        }
    }

    [Fact]
    public async Task AnAgentWithManySlots_FillsThemAll_AsItConnects()
    {
        await using var market = await TestMarket.StartAsync();
        for (var count = 0; count < 100; count++)
            await market.PostAsync();
        await market.ConnectAsync("ada", profile => profile with { Capacity = 64 });

        Assert.Equal(64, (await market.AgentAsync("ada")).CurrentJobs.Count);
    }
}
