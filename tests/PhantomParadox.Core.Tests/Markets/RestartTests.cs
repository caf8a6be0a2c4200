namespace PhantomParadox.Core.Tests.Markets;

public sealed class RestartTests
{
    [Fact]
    public async Task Everybody_IsOffline_AndNothingElseIsLost()
    {
        var first = await TestMarket.StartAsync();
        await first.ConnectAsync("ada");
        await first.ConnectAsync("bob", profile => profile with { Capabilities = ["compute"] });
        var running = await first.PostAsync();
        await first.WorkAsync(running, "ada", 40);
        var done = await first.PostAsync(spec => spec with { Type = JobType.Compute });
        await first.FinishAsync(done, "bob");
        var before = ((await first.JobAsync(running)), (await first.JobAsync(done)));
        await using var second = await first.RestartAsync(TimeSpan.FromMinutes(10));

        Assert.Equivalent(before.Item1, await second.JobAsync(running), strict: true);
        Assert.Equivalent(before.Item2, await second.JobAsync(done), strict: true);
        Assert.Equal(AgentStatus.Offline, (await second.AgentAsync("ada")).Status);
        Assert.Equal(0, (await second.Market.GetStatisticsAsync()).Value.Agents.Online);
        Assert.Equal(1_000, await second.BalanceAsync("bob", AccountKind.Earned));
    }

    [Fact]
    public async Task EveryLease_HasOneFreshTerm_AndNobodyIsBlamed()
    {
        var first = await TestMarket.StartAsync();
        var session = await first.ConnectAsync("ada");
        await first.ConnectAsync("bob");
        var job = await first.PostAsync();
        var other = await first.PostAsync();
        await first.CloseAsync(session);
        await first.AdvanceAsync(50);
        await using var second = await first.RestartAsync(TimeSpan.FromHours(5));
        await second.AdvanceAsync(59);
        Assert.Equal(JobStatus.Assigned, (await second.JobAsync(job)).Status);
        Assert.Equal(JobStatus.Assigned, (await second.JobAsync(other)).Status);
        await second.AdvanceAsync(2);

        Assert.Equal(JobStatus.Pending, (await second.JobAsync(job)).Status);
        Assert.Equal((21, 21), ((await second.AgentAsync("ada")).Reputation, (await second.AgentAsync("bob")).Reputation));
    }

    [Fact]
    public async Task WhoComesBackInTime_GoesOn()
    {
        var first = await TestMarket.StartAsync();
        await first.ConnectAsync("ada");
        var job = await first.PostAsync();
        await first.WorkAsync(job, "ada", 40);
        await using var second = await first.RestartAsync(TimeSpan.FromDays(2));
        var session = await second.ConnectAsync("ada");
        await second.AdvanceAsync(3_600);

        Assert.Equal(JobStatus.InProgress, (await second.JobAsync(job)).Status);
        Assert.Contains(second.MessagesTo(session), message => message is AgentMessage.JobAssigned again && again.Job.Id == job);
        Assert.Equal(1_000UL, (await second.FinishAsync(job, "ada")).Paid);
    }

    [Fact]
    public async Task AReportByACall_NeedsNoSession()
    {
        var first = await TestMarket.StartAsync();
        await first.ConnectAsync("ada");
        var job = await first.PostAsync();
        await using var second = await first.RestartAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(JobStatus.Completed, (await second.FinishAsync(job, "ada")).Status);
    }

    [Fact]
    public async Task TheQueue_KeepsItsOrder()
    {
        var first = await TestMarket.StartAsync();
        List<JobId> jobs = [await first.PostAsync(), await first.PostAsync(), await first.PostAsync()];
        await using var second = await first.RestartAsync(TimeSpan.FromMinutes(2));
        await second.ConnectAsync("ada");
        foreach (var job in jobs)
            await second.FinishAsync(job, "ada");
    }

    [Fact]
    public async Task Twice_AddsUp()
    {
        var first = await TestMarket.StartAsync();
        await first.ConnectAsync("ada");
        var job = await first.PostAsync(spec => spec with { AutoApprove = false });
        await first.FinishAsync(job, "ada");
        var second = await first.RestartAsync(TimeSpan.FromHours(30));
        await second.AdvanceAsync(TimeSpan.FromHours(12));
        await using var third = await second.RestartAsync(TimeSpan.FromHours(30));

        Assert.Equal(Settlement.Escrowed, (await third.JobAsync(job)).Settlement);
        await third.AdvanceAsync(TimeSpan.FromHours(24));
        Assert.Equal(Settlement.Released, (await third.JobAsync(job)).Settlement);
    }
}
