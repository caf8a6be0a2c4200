namespace PhantomParadox.Core.Tests.Markets;

public sealed class DeadlineTests
{
    [Fact]
    public async Task APendingJob_FailsAtItsDeadline_AndIsRefunded()
    {
        await using var market = await TestMarket.StartAsync();
        var job = await market.PostAsync(spec => spec with { Deadline = market.Time.GetUtcNow().AddSeconds(30) });
        await market.AdvanceAsync(29);
        Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
        await market.AdvanceAsync(1);

        var record = await market.JobAsync(job);
        Assert.Equal(
            (JobStatus.Failed, JobFailure.DeadlineExceeded, Settlement.Refunded), (record.Status, record.Failure, record.Settlement));
        Assert.Equal(0, await market.BalanceAsync("buyer", AccountKind.External));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnAgentThatMissesIt_IsStopped_AndLosesTwice(bool running)
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { Deadline = market.Time.GetUtcNow().AddSeconds(30), MaxAttempts = 3 });
        if (running)
            await market.WorkAsync(job, "ada");
        await market.AdvanceAsync(30);

        var record = await market.JobAsync(job);
        Assert.Equal((JobStatus.Failed, Settlement.Refunded), (record.Status, record.Settlement));
        Assert.Equal("deadline_exceeded", Assert.IsType<AgentMessage.StopWork>(market.MessagesTo(session)[^1]).Reason);
        var agent = await market.AgentAsync("ada");
        Assert.Equal((AgentStatus.Online, 6), (agent.Status, agent.Reputation));
    }

    [Fact]
    public async Task WhatIsDue_HappensBeforeTheCommand()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { Deadline = market.Time.GetUtcNow().AddSeconds(30) });
        market.Time.Advance(TimeSpan.FromSeconds(30));

        await Refused.With(RefusalCode.LeaseLost, market.Market.CompleteJobAsync(job, "ada", new JobResult()));
    }

    [Fact]
    public async Task TheDeadline_IsWallTime_AlsoWhileTheMarketIsDown()
    {
        var first = await TestMarket.StartAsync();
        var job = await first.PostAsync(spec => spec with { Deadline = first.Time.GetUtcNow().AddHours(1) });
        await using var second = await first.RestartAsync(TimeSpan.FromHours(2));

        Assert.Equal(JobFailure.DeadlineExceeded, (await second.JobAsync(job)).Failure);
    }

    [Fact]
    public async Task AJobThatNobodyTakes_FailsAfterAWeek()
    {
        await using var market = await TestMarket.StartAsync();
        var job = await market.PostAsync();
        await market.AdvanceAsync(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
        await market.AdvanceAsync(1);

        Assert.Equal(JobFailure.DeadlineExceeded, (await market.JobAsync(job)).Failure);
    }

    [Fact]
    public async Task Create_RefusesADeadline_ThatIsntAhead_OrTooFar()
    {
        await using var market = await TestMarket.StartAsync();
        var now = market.Time.GetUtcNow();
        foreach (var deadline in (DateTimeOffset[])[now, now.AddSeconds(-1), now.AddDays(30).AddMilliseconds(1)])
        {
            await Refused.Naming(["deadline"], market.Market.PostJobAsync(new JobSpec
            {
                Type = JobType.Relay, Buyer = "buyer", Description = "late", Amount = 1, Deadline = deadline,
            }));
        }

        await market.PostAsync(spec => spec with { Deadline = now.AddDays(30) });
    }
}
