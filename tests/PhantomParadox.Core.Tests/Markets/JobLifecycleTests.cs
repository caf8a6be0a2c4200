namespace PhantomParadox.Core.Tests.Markets;

public sealed class JobLifecycleTests
{
    [Fact]
    public async Task Assigns_APostedJobAtOnce_AndPaysForSuccess()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync();

        var assigned = await market.JobAsync(job);
        Assert.Empty(market.Faults);
        Assert.Equal((JobStatus.Assigned, "ada", 1), (assigned.Status, assigned.AgentWallet, assigned.Attempt));
        Assert.Equal(AgentStatus.Busy, (await market.AgentAsync("ada")).Status);
        Assert.Collection(
            market.Delivered,
            first => Assert.IsType<AgentMessage.SessionOpened>(first.Message),
            second => Assert.Equal((session, job), (second.Session, Assert.IsType<AgentMessage.JobAssigned>(second.Message).Job.Id)));

        var progressed = await market.Market.ReportProgressAsync(job, "ada", new ProgressReport { Progress = 40 });
        Assert.Equal(JobStatus.InProgress, progressed.Value.Status);
        var completed = await market.Market.CompleteJobAsync(job, "ada", new JobResult { Output = "done", ProofHash = "abc" });

        Assert.Equal((JobStatus.Completed, Settlement.Released, 1_000UL), (completed.Value.Status, completed.Value.Settlement, completed.Value.Paid));
        Assert.Equal(AgentStatus.Online, (await market.AgentAsync("ada")).Status);
        Assert.Equal(
            [new Balance(AccountKind.Earned, Currency.Sol, 1_000)], (await market.Market.GetBalancesAsync("ada")).Value);
        Assert.Equal(0, market.Market.State.Ledger.Sum(Currency.Sol));
        Assert.Empty(market.Faults);
    }

    [Fact]
    public async Task Keeps_ALeaseOneFreshTerm_AfterARestart()
    {
        var first = await TestMarket.StartAsync();
        await first.ConnectAsync("ada");
        var job = await first.PostAsync();
        await using var second = await first.RestartAsync(TimeSpan.FromHours(5));

        Assert.Equal(JobStatus.Assigned, (await second.JobAsync(job)).Status);
        await second.AdvanceAsync(TimeSpan.FromSeconds(59));
        Assert.Equal(JobStatus.Assigned, (await second.JobAsync(job)).Status);
        await second.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(JobStatus.Pending, (await second.JobAsync(job)).Status);
        Assert.Empty(second.Faults);
    }
}
