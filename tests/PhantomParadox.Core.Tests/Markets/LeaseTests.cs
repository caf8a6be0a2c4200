namespace PhantomParadox.Core.Tests.Markets;

public sealed class LeaseTests
{
    [Fact]
    public async Task AClosedSocket_MakesTheAgentOfflineAtOnce_ButKeepsTheJobAMinute()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.WorkAsync(job, "ada");
        await market.CloseAsync(session);

        Assert.Equal(AgentStatus.Offline, (await market.AgentAsync("ada")).Status);
        await market.AdvanceAsync(TimeSpan.FromSeconds(60) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(JobStatus.InProgress, (await market.JobAsync(job)).Status);
        await market.AdvanceAsync(TimeSpan.FromMilliseconds(1));

        var record = await market.JobAsync(job);
        Assert.Equal((JobStatus.Pending, 0, Settlement.Escrowed), (record.Status, record.Progress, record.Settlement));
        Assert.Empty((await market.AgentAsync("ada")).CurrentJobs);
    }

    [Fact]
    public async Task TheMinute_CountsFromTheLastWord()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.AdvanceAsync(45);
        await market.CloseAsync(session, TimeSpan.FromSeconds(45));

        await market.AdvanceAsync(14);
        Assert.Equal(JobStatus.Assigned, (await market.JobAsync(job)).Status);
        await market.AdvanceAsync(1);
        Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
    }

    [Fact]
    public async Task ASilentAgent_LosesItsLease_AsItsSessionIsClosed()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.AdvanceAsync(61);
        await market.CloseAsync(session, TimeSpan.FromSeconds(61));
        await market.AdvanceAsync(0);

        Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
    }

    [Fact]
    public async Task AnAcknowledgement_OfAJobThatRuns_LeavesItsTime()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.WorkAsync(job, "ada", 30);
        Assert.Null((await market.Market.AcceptJobAsync(job, "ada", nonce: new byte[32])).Refusal);

        await market.AdvanceAsync(1_000);
        Assert.Equal(JobStatus.InProgress, (await market.JobAsync(job)).Status);
    }

    [Fact]
    public async Task NoSilence_IsLongerThanTheSession()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.AdvanceAsync(5);
        await market.CloseAsync(session, TimeSpan.FromSeconds(61));

        await market.AdvanceAsync(54);
        Assert.Equal(JobStatus.Assigned, (await market.JobAsync(job)).Status);
        await market.AdvanceAsync(1);
        Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
    }

    [Fact]
    public async Task ANewSessionBefore_KeepsTheJob_AndIsToldOfItAgain()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.WorkAsync(job, "ada", 30);
        await market.CloseAsync(session);
        await market.AdvanceAsync(59);

        var second = await market.ConnectAsync("ada");
        await market.AdvanceAsync(120);

        var record = await market.JobAsync(job);
        Assert.Equal((JobStatus.InProgress, 1, 30), (record.Status, record.Attempt, record.Progress));
        Assert.Collection(
            market.MessagesTo(second),
            first => Assert.IsType<AgentMessage.SessionOpened>(first),
            again => Assert.Equal((job, 1), (Assert.IsType<AgentMessage.JobAssigned>(again).Job.Id, ((AgentMessage.JobAssigned)again).Job.Attempt)));
        await market.FinishAsync(job, "ada");
    }

    [Fact]
    public async Task ALostLease_GoesBackToItsOldPlace_AheadOfYoungerJobs()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var older = await market.PostAsync();
        var younger = await market.PostAsync();
        await market.CloseAsync(session);
        await market.AdvanceAsync(60);

        await market.ConnectAsync("bob");

        Assert.Equal((JobStatus.Assigned, 2), ((await market.JobAsync(older)).Status, (await market.JobAsync(older)).Attempt));
        Assert.Equal(JobStatus.Pending, (await market.JobAsync(younger)).Status);
    }

    [Fact]
    public async Task IsLost_ThreeTimesAtMost_AndCountsNoAttempt()
    {
        await using var market = await TestMarket.StartAsync();
        var job = await market.PostAsync();
        for (var loss = 1; loss <= 4; loss++)
        {
            Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
            await market.CloseAsync(await market.ConnectAsync($"agent-{loss}"));
            await market.AdvanceAsync(60);
        }

        var record = await market.JobAsync(job);
        Assert.Equal((JobStatus.Failed, JobFailure.LeaseLost, Settlement.Refunded, 4), (record.Status, record.Failure, record.Settlement, record.Attempt));
    }

    [Fact]
    public async Task ItsAgent_IsBlamed()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada", profile => profile with { Capacity = 2 });
        await market.PostAsync();
        await market.CloseAsync(session);
        await market.AdvanceAsync(60);

        Assert.Equal(10, (await market.AgentAsync("ada")).Reputation);
    }

    [Fact]
    public async Task WhatComesLate_ChangesNothing()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.CloseAsync(session);
        await market.AdvanceAsync(60);
        await Refused.With(RefusalCode.LeaseLost, market.Market.CompleteJobAsync(job, "ada", new JobResult { Attempt = 1 }));
        await Refused.With(RefusalCode.LeaseLost, market.Market.CompleteJobAsync(job, "ada", new JobResult()));

        await market.ConnectAsync("bob");
        await Refused.With(RefusalCode.LeaseLost, market.Market.CompleteJobAsync(job, "ada", new JobResult { Attempt = 1 }));
        await Refused.With(
            RefusalCode.LeaseLost, market.Market.ReportProgressAsync(job, "ada", new ProgressReport { Progress = 9, Attempt = 1 }));

        var record = await market.JobAsync(job);
        Assert.Equal((JobStatus.Assigned, "bob", 0), (record.Status, record.AgentWallet, record.Progress));
        Assert.Equal(0, await market.BalanceAsync("ada", AccountKind.Earned));
    }

    [Fact]
    public async Task TheSameAgent_MayGetItAgain_UnderANewNumber()
    {
        await using var market = await TestMarket.StartAsync();
        await market.CloseAsync(await WithJob(market));
        await market.AdvanceAsync(60);
        await market.ConnectAsync("ada");
        var job = Assert.Single((await market.AgentAsync("ada")).CurrentJobs);

        await Refused.With(RefusalCode.LeaseLost, market.Market.CompleteJobAsync(job, "ada", new JobResult { Attempt = 1 }));
        Assert.Null((await market.Market.CompleteJobAsync(job, "ada", new JobResult { Attempt = 2 })).Refusal);
    }

    private static async Task<SessionId> WithJob(TestMarket market)
    {
        var session = await market.ConnectAsync("ada");
        await market.PostAsync();
        return session;
    }
}
