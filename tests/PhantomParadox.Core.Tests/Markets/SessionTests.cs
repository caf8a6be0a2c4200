namespace PhantomParadox.Core.Tests.Markets;

public sealed class SessionTests
{
    [Fact]
    public async Task AnAgent_KeepsItsId_ThroughAllItsSessions()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var id = (await market.AgentAsync("ada")).Id;
        await market.CloseAsync(session);
        await market.ConnectAsync("ada");

        Assert.Equal(id, (await market.AgentAsync("ada")).Id);
        Assert.Equal(id, (await market.Market.GetAgentAsync(id)).Value.Id);
        Assert.Equal(1, (await market.Market.GetStatisticsAsync()).Value.Agents.Total);
    }

    [Fact]
    public async Task ANewSession_TakesThePlaceOfTheOld_WhichIsTold()
    {
        await using var market = await TestMarket.StartAsync();
        var first = await market.ConnectAsync("ada");
        var second = await market.ConnectAsync("ada");

        Assert.IsType<AgentMessage.SessionSuperseded>(market.MessagesTo(first)[^1]);
        Assert.Equal(second, (await market.AgentAsync("ada")).Session);
        await Refused.With(RefusalCode.SessionUnknown, market.Market.CloseSessionAsync(first, TimeSpan.Zero));
        await Refused.With(RefusalCode.SessionUnknown, market.Market.UpdateProfileAsync(first, new AgentProfile { Wallet = "ada" }));
        Assert.Equal(AgentStatus.Online, (await market.AgentAsync("ada")).Status);
    }

    [Fact]
    public async Task Refuses_TheProfileOfAnotherWallet()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        await market.ConnectAsync("bob");

        await Refused.With(RefusalCode.SessionUnknown, market.Market.UpdateProfileAsync(session, new AgentProfile { Wallet = "bob" }));
        await Refused.With(RefusalCode.SessionUnknown, market.Market.UpdateProfileAsync(session, new AgentProfile { Wallet = "nobody" }));
    }

    [Fact]
    public async Task AChangedProfile_IsOnRecord_AndAcknowledgedBeforeWhatItCauses()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { Requirements = new JobRequirements { Capabilities = ["gpu"] } });
        var profile = new AgentProfile
        {
            Wallet = "ada", Platform = "linux", Version = "1.2.3", Capabilities = ["relay", "gpu"], MaxBandwidth = 50, DailyDataCap = -1,
            Capacity = 2, Acknowledges = true, Operator = "an operator", BytesRelayed = 12,
        };

        await market.Market.UpdateProfileAsync(session, profile);

        Assert.Collection(
            market.MessagesTo(session),
            first => Assert.IsType<AgentMessage.SessionOpened>(first),
            second => Assert.IsType<AgentMessage.ProfileAccepted>(second),
            third => Assert.Equal(job, Assert.IsType<AgentMessage.JobAssigned>(third).Job.Id));
        var record = (await market.AgentAsync("ada")).Profile;
        Assert.Equal(profile with { Capabilities = [] }, record with { Capabilities = [] });
        Assert.Equal(profile.Capabilities.Order(), record.Capabilities.Order());
    }

    [Fact]
    public async Task AnUnchangedProfile_WritesNothing()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada", profile => profile with { Capabilities = ["relay", "gpu"] });
        var position = market.Market.DurablePosition;

        var same = new AgentProfile { Wallet = "ada", Capabilities = ["gpu", "relay", "gpu"] };
        Assert.Null((await market.Market.UpdateProfileAsync(session, same)).Refusal);

        Assert.Equal(position, market.Market.DurablePosition);
        Assert.IsType<AgentMessage.ProfileAccepted>(market.MessagesTo(session)[^1]);
    }

    [Fact]
    public async Task Capacity_SaysHowManyJobsAtOnce()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada", profile => profile with { Capacity = 2 });
        var jobs = new[] { await market.PostAsync(), await market.PostAsync(), await market.PostAsync() };

        var agent = await market.AgentAsync("ada");
        Assert.Equal((AgentStatus.Busy, 2), (agent.Status, agent.CurrentJobs.Count));
        await market.Market.UpdateProfileAsync(session, new AgentProfile { Wallet = "ada", Capacity = 3 });
        Assert.Equal(jobs, (await market.AgentAsync("ada")).CurrentJobs);

        await market.Market.UpdateProfileAsync(session, new AgentProfile { Wallet = "ada", Capacity = 1 });
        Assert.Equal(jobs, (await market.AgentAsync("ada")).CurrentJobs);
        await market.FinishAsync(jobs[0], "ada");
        Assert.Equal(AgentStatus.Busy, (await market.AgentAsync("ada")).Status);
    }

    [Fact]
    public async Task AnOfflineAgent_IsNotAssigned()
    {
        await using var market = await TestMarket.StartAsync();
        await market.CloseAsync(await market.ConnectAsync("ada"));
        var job = await market.PostAsync();

        Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
    }

    [Fact]
    public async Task LastSeen_IsTheLastWord_NotTheClosing()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        await market.AdvanceAsync(40);
        await market.CloseAsync(session, TimeSpan.FromSeconds(15));

        var agent = await market.AgentAsync("ada");
        Assert.Equal(TimeSpan.FromSeconds(25), agent.LastSeen - agent.ConnectedAt);
    }
}
