namespace PhantomParadox.Core.Tests.Markets;

public sealed class StartTimeoutTests
{
    [Fact]
    public async Task AJobNotBegun_IsTakenBack_AfterTenMinutes_AndGoesToAnother()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.AdvanceAsync(599);
        Assert.Equal(JobStatus.Assigned, (await market.JobAsync(job)).Status);
        await market.AdvanceAsync(1);

        Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
        Assert.Equal("start_timeout", Assert.IsType<AgentMessage.StopWork>(market.MessagesTo(session)[^1]).Reason);
        Assert.Equal(21, (await market.AgentAsync("ada")).Reputation);
        await market.ConnectAsync("bob");
        Assert.Equal("bob", (await market.JobAsync(job)).AgentWallet);
    }

    [Fact]
    public async Task AnAgentThatAcknowledges_HasFifteenSecondsForThat()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada", profile => profile with { Acknowledges = true });
        var job = await market.PostAsync();
        await market.AdvanceAsync(14);
        Assert.Equal(JobStatus.Assigned, (await market.JobAsync(job)).Status);
        await market.AdvanceAsync(1);
        Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
    }

    [Fact]
    public async Task OnceAcknowledged_ItHasTheTenMinutes_HoweverOftenItSaysSo()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada", profile => profile with { Acknowledges = true });
        var job = await market.PostAsync();
        await market.AdvanceAsync(14);
        Assert.Null((await market.Market.AcceptJobAsync(job, "ada", attempt: 1)).Refusal);
        await market.AdvanceAsync(300);
        Assert.Equal(JobStatus.Assigned, (await market.JobAsync(job)).Status);
        Assert.Null((await market.Market.AcceptJobAsync(job, "ada")).Refusal);
        await market.AdvanceAsync(286);

        Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
    }

    [Fact]
    public async Task WhoClaims_HasTheTenMinutes()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada", profile => profile with { Acknowledges = true });
        var job = await market.PostClaimableAsync();
        await market.ClaimAsync(job, "ada");
        await market.AdvanceAsync(599);

        Assert.Equal(JobStatus.Assigned, (await market.JobAsync(job)).Status);
    }

    [Fact]
    public async Task AfterTwo_TheAgentIsPassedBy_UntilItClaims()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var first = await market.PostAsync();
        var second = await market.PostAsync();
        await market.AdvanceAsync(600);
        Assert.False((await market.AgentAsync("ada")).AssignmentPaused);
        await market.AdvanceAsync(600);

        var paused = await market.AgentAsync("ada");
        Assert.Equal((true, AgentStatus.Online), (paused.AssignmentPaused, paused.Status));
        var third = await market.PostAsync();
        Assert.Equal(JobStatus.Pending, (await market.JobAsync(third)).Status);
        var claimable = await market.PostClaimableAsync();
        await market.ClaimAsync(claimable, "ada");
        Assert.False((await market.AgentAsync("ada")).AssignmentPaused);
        await market.FinishAsync(claimable, "ada");
        Assert.Equal(JobStatus.Assigned, (await market.JobAsync(third)).Status);
        Assert.Equal((JobStatus.Pending, JobStatus.Pending), ((await market.JobAsync(first)).Status, (await market.JobAsync(second)).Status));
    }

    [Fact]
    public async Task APausedAgent_StaysPaused_InANewSession()
    {
        await using var market = await TestMarket.StartAsync(options => options.Agents.MaxStartTimeouts = 1);
        await market.ConnectAsync("ada");
        await market.PostAsync();
        await market.AdvanceAsync(600);
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();

        Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
    }

    [Fact]
    public async Task ProgressOnAnotherJob_LiftsThePause_AndForgivesEarlierOnes()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada", profile => profile with { Capacity = 3 });
        await market.PostAsync();
        await market.PostAsync();
        await market.AdvanceAsync(300);
        var running = await market.PostAsync();
        await market.AdvanceAsync(300);
        Assert.True((await market.AgentAsync("ada")).AssignmentPaused);

        await market.WorkAsync(running, "ada");

        Assert.False((await market.AgentAsync("ada")).AssignmentPaused);
    }

    [Fact]
    public async Task AnAcknowledgementAfterARestart_DoesntCountTheDowntime()
    {
        var first = await TestMarket.StartAsync();
        await first.ConnectAsync("ada");
        var job = await first.PostAsync();
        await using var second = await first.RestartAsync(TimeSpan.FromHours(5));
        await second.ConnectAsync("ada");

        Assert.Null((await second.Market.AcceptJobAsync(job, "ada")).Refusal);
        await second.AdvanceAsync(300);

        Assert.Equal(JobStatus.Assigned, (await second.JobAsync(job)).Status);
    }
}
