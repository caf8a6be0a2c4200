namespace PhantomParadox.Testing.Tests;

public sealed class SimulatedMarketTests
{
    private readonly SimulatedMarket _market = new(seed: 5);

    [Fact]
    public void AJob_GoesToAnAgent_AndIsPaid()
    {
        _market.OpenSession(new AgentProfile { Wallet = "ada" }, out var session);
        var job = _market.PostJob(Spec()).Value.Id;

        Assert.IsType<AgentMessage.SessionOpened>(_market.Network.Receive(session));
        var assigned = Assert.IsType<AgentMessage.JobAssigned>(_market.Network.Receive(session));
        Assert.Equal(job, assigned.Job.Id);
        Assert.Equal(Settlement.Released, _market.CompleteJob(job, "ada", new JobResult { Output = "done" }).Value.Settlement);
    }

    [Fact]
    public void WhatFallsDue_HappensAtItsTime()
    {
        var job = _market.PostJob(Spec()).Value.Id;

        _market.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(JobStatus.Pending, _market.GetJob(job).Value.Status);
        _market.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(JobStatus.Failed, _market.GetJob(job).Value.Status);
    }

    [Fact]
    public void AnEndedJob_LeavesForTheArchive_AndIsFoundThere()
    {
        var job = _market.PostJob(Spec()).Value.Id;
        _market.CancelJob(job, "carol");

        _market.Advance(TimeSpan.FromHours(3));

        Assert.Equal(JobStatus.Cancelled, _market.GetJob(job).Value.Status);
        Assert.Equal(RefusalCode.JobNotFound, _market.CancelJob(job, "carol").Refusal?.Code);
    }

    // As LocalMarket does: under its key a request is answered again, also when what it did has left memory.
    [Fact]
    public void ARepetition_IsAnsweredFromTheArchive()
    {
        var key = new IdempotencyKey("carol", "a-key", new byte[32]);
        var posted = _market.PostJob(Spec(), ReadBack.Record, key).Value;
        _market.CancelJob(posted.Id, "carol");
        _market.Advance(TimeSpan.FromHours(3));

        var again = _market.PostJob(Spec(), ReadBack.Record, key);

        Assert.True(again.Replayed);
        Assert.Equal((posted.Id, JobStatus.Cancelled), (again.Value.Id, again.Value.Record?.Status));
    }

    [Fact]
    public void ARepetition_SaysFromTheArchive_WhatDepositWasToComeToo()
    {
        var market = new SimulatedMarket(seed: 5, new MarketOptions { Payments = { RequireEscrow = true } });
        var key = new IdempotencyKey("carol", "a-key", new byte[32]);
        var spec = Spec() with { DepositReference = new DepositReference(1, 1) };
        var posted = market.PostJob(spec, ReadBack.Receipt, key).Value;
        market.CancelJob(posted.Id, "carol");
        market.Advance(TimeSpan.FromHours(3));

        var again = market.PostJob(spec, ReadBack.Receipt, key);

        Assert.True(again.Replayed);
        Assert.Equal(spec.DepositReference, posted.Deposit?.Reference);
        Assert.Equal(spec.DepositReference, again.Value.Deposit?.Reference);
    }

    [Theory]
    [InlineData(JournalFault.BeforeWriting, 0)]
    [InlineData(JournalFault.AfterWriting, 1)]
    public void AJournalThatFails_LeavesTheOutcomeOpen_TillARestart(JournalFault fault, int posted)
    {
        _market.Journal.FailNext(fault);

        Assert.Equal(RefusalCode.OutcomeUnknown, _market.PostJob(Spec()).Refusal?.Code);
        Assert.Equal(RefusalCode.StorageUnavailable, _market.PostJob(Spec()).Refusal?.Code);
        Assert.IsType<IOException>(_market.Failure);
        _market.Restart();

        Assert.Null(_market.Failure);
        Assert.Equal(posted, _market.GetStatistics().Value.Jobs.Total);
    }

    [Fact]
    public void AWithheldBeacon_EndsADisputeByTime()
    {
        _market.OpenSession(new AgentProfile { Wallet = "ada" }, out _);
        var job = _market.PostJob(Spec() with { AutoApprove = false }).Value.Id;
        _market.CompleteJob(job, "ada", new JobResult { Output = "done" });
        _market.Beacon.Reveals = false;
        var dispute = _market.RejectJob(job, "carol", "no").Value.Id;

        _market.Advance(TimeSpan.FromDays(4));

        Assert.Equal(DisputeStatus.Timeout, _market.GetDispute(dispute).Value.Status);
    }

    [Fact]
    public void ALossyNetwork_LosesWhatItIsToldTo()
    {
        _market.Network.LossPercent = 100;
        _market.OpenSession(new AgentProfile { Wallet = "ada" }, out var session);

        Assert.Null(_market.Network.Receive(session));
        Assert.Equal(1, _market.Network.Lost);
    }

    private static JobSpec Spec() => new() { Type = JobType.Relay, Buyer = "carol", Description = "hello", Amount = 1_000 };
}
