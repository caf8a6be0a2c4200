namespace PhantomParadox.Core.Tests.Markets;

public sealed class RetryTests
{
    [Fact]
    public async Task AFailedAttempt_GoesToAnotherAgent()
    {
        await using var market = await TestMarket.StartAsync(entropy: new FixedJitter(longest: false));
        await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { MaxAttempts = 2 });
        await market.WorkAsync(job, "ada", 60);

        var receipt = await market.FinishAsync(job, "ada", success: false);
        Assert.Equal(JobStatus.Pending, receipt.Status);
        var pending = await market.JobAsync(job);
        Assert.Equal((0, null, Settlement.Escrowed), (pending.Progress, pending.AgentWallet, pending.Settlement));
        await market.AdvanceAsync(1);
        Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);

        await market.ConnectAsync("bob");
        Assert.Equal(("bob", 2), ((await market.JobAsync(job)).AgentWallet, (await market.JobAsync(job)).Attempt));
    }

    [Fact]
    public async Task NorToTheOperator_OfTheAgentThatFailed()
    {
        await using var market = await TestMarket.StartAsync(entropy: new FixedJitter(longest: false));
        await market.ConnectAsync("ada", profile => profile with { Operator = "one" });
        var job = await market.PostAsync(spec => spec with { MaxAttempts = 2 });
        await market.FinishAsync(job, "ada", success: false);
        await market.ConnectAsync("bob", profile => profile with { Operator = "one" });
        await market.AdvanceAsync(1);

        Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
        await market.ConnectAsync("cid");
        Assert.Equal("cid", (await market.JobAsync(job)).AgentWallet);
    }

    [Fact]
    public async Task ARetryWhoseLeaseIsLost_StillPassesByWhoFailed()
    {
        await using var market = await TestMarket.StartAsync(entropy: new FixedJitter(longest: false));
        await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { MaxAttempts = 2 });
        await market.FinishAsync(job, "ada", success: false);
        var bob = await market.ConnectAsync("bob");
        await market.AdvanceAsync(1);
        await market.CloseAsync(bob);
        await market.AdvanceAsync(60);

        Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
    }

    [Fact]
    public async Task TheDelay_Doubles_UpToItsMost()
    {
        await using var market = await TestMarket.StartAsync(
            options => options.Jobs.MaxRetryDelay = TimeSpan.FromSeconds(12), new FixedJitter(longest: true));
        await market.ConnectAsync("ada");
        await market.ConnectAsync("bob");
        var job = await market.PostAsync(spec => spec with { MaxAttempts = 4 });
        foreach (var seconds in (int[])[5, 10, 12])
        {
            await market.FinishAsync(job, (await market.JobAsync(job)).AgentWallet!, success: false);
            await market.AdvanceAsync(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
            await market.AdvanceAsync(TimeSpan.FromMilliseconds(1));
            Assert.Equal(JobStatus.Assigned, (await market.JobAsync(job)).Status);
        }
    }

    [Fact]
    public async Task TheJitter_IsFull()
    {
        await using var market = await TestMarket.StartAsync(entropy: new FixedJitter(longest: false));
        await market.ConnectAsync("ada");
        await market.ConnectAsync("bob");
        var job = await market.PostAsync(spec => spec with { MaxAttempts = 2 });
        await market.FinishAsync(job, (await market.JobAsync(job)).AgentWallet!, success: false);

        await market.AdvanceAsync(TimeSpan.FromMilliseconds(1));

        Assert.Equal((JobStatus.Assigned, 2), ((await market.JobAsync(job)).Status, (await market.JobAsync(job)).Attempt));
    }

    [Fact]
    public async Task TheLastAttempt_Fails_WithTheLastResult()
    {
        await using var market = await TestMarket.StartAsync(entropy: new FixedJitter(longest: false));
        await market.ConnectAsync("ada");
        await market.ConnectAsync("bob");
        var job = await market.PostAsync(spec => spec with { MaxAttempts = 2 });
        await market.FinishAsync(job, (await market.JobAsync(job)).AgentWallet!, success: false);
        await market.AdvanceAsync(1);
        await market.Market.CompleteJobAsync(
            job, (await market.JobAsync(job)).AgentWallet!, new JobResult { Success = false, Output = "the last" });

        var record = await market.JobAsync(job);
        Assert.Equal((JobStatus.Failed, JobFailure.AttemptFailed, "the last"), (record.Status, record.Failure, record.Result?.Output));
    }

    [Fact]
    public async Task ADeclinedJob_GoesOnAtOnce_WithoutBlameOrAttempt()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.ConnectAsync("bob");

        Assert.Null((await market.Market.DeclineJobAsync(job, "ada", attempt: 1)).Refusal);

        Assert.Equal("bob", (await market.JobAsync(job)).AgentWallet);
        Assert.Equal((21, AgentStatus.Online), ((await market.AgentAsync("ada")).Reputation, (await market.AgentAsync("ada")).Status));
        await Refused.With(RefusalCode.LeaseLost, market.Market.DeclineJobAsync(job, "ada", attempt: 1));
    }

    [Fact]
    public async Task WorkThatHasBegun_CantBeDeclined()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.WorkAsync(job, "ada");

        await Refused.With(RefusalCode.InvalidState, market.Market.DeclineJobAsync(job, "ada"));
    }

    [Fact]
    public async Task AJobThatRunsTooLong_FailsItsAttempt()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.WorkAsync(job, "ada");

        await market.AdvanceAsync(TimeSpan.FromHours(24));

        var record = await market.JobAsync(job);
        Assert.Equal(
            (JobStatus.Failed, JobFailure.MaxRuntimeExceeded, Settlement.Refunded), (record.Status, record.Failure, record.Settlement));
        Assert.Equal("max_runtime_exceeded", Assert.IsType<AgentMessage.StopWork>(market.MessagesTo(session)[^1]).Reason);
        Assert.True((await market.AgentAsync("ada")).Reputation < 21);
    }
}
