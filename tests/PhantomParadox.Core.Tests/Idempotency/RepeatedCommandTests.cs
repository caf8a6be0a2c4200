using PhantomParadox.Core.Tests.Markets;

namespace PhantomParadox.Core.Tests.Idempotency;

/// <summary>What was accepted under a key is answered the same again, and happens once.</summary>
public sealed class RepeatedCommandTests
{
    // The archiver works beside the clock, which may be years further before it is done.
    private static void KeepKeys(MarketOptions options) => options.Limits.IdempotencyWindow = TimeSpan.FromDays(100_000);

    private static readonly JobSpec Spec = new() { Type = JobType.Storage, Buyer = "buyer", Description = "keep this", Amount = 1_000 };

    [Fact]
    public async Task APostedJob_IsPostedOnce_AndAnsweredTwice()
    {
        await using var market = await TestMarket.StartAsync();
        var first = await market.Market.PostJobAsync(Spec, ReadBack.Record, Key("1"));
        var again = await market.Market.PostJobAsync(Spec, ReadBack.Record, Key("1"));

        Assert.Equal((false, true), (first.Replayed, again.Replayed));
        Assert.Equal(first.Value.Id, again.Value.Id);
        Assert.Equivalent(first.Value.Record, again.Value.Record, strict: true);
        Assert.Equal(first.Position, again.Position);
        Assert.Equal(1, (await market.Market.GetStatisticsAsync()).Value.Jobs.Total);
    }

    [Fact]
    public async Task TwoAtOnce_AreOne()
    {
        await using var market = await TestMarket.StartAsync();
        var all = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => market.Market.PostJobAsync(Spec, idempotency: Key("1")).AsTask())));

        Assert.Single(all.Select(posted => posted.Value.Id).Distinct());
        Assert.Single(all, posted => !posted.Replayed);
    }

    [Fact]
    public async Task AKey_OfAnotherRequest_IsRefused()
    {
        await using var market = await TestMarket.StartAsync();
        await market.Market.PostJobAsync(Spec, idempotency: Key("1"));
        await Refused.With(RefusalCode.IdempotencyKeyReused, market.Market.PostJobAsync(Spec, idempotency: new IdempotencyKey("buyer", "1", "other"u8)));
        Assert.Equal(1, (await market.Market.GetStatisticsAsync()).Value.Jobs.Total);
    }

    [Fact]
    public async Task AKey_OfAnotherCaller_IsAnother()
    {
        await using var market = await TestMarket.StartAsync();
        var one = await market.Market.PostJobAsync(Spec, idempotency: Key("1"));
        var other = await market.Market.PostJobAsync(Spec with { Buyer = "carol" }, idempotency: new IdempotencyKey("carol", "1"));
        Assert.NotEqual(one.Value.Id, other.Value.Id);
    }

    [Fact]
    public async Task WhatWasRefused_MayBeSentAgain_UnderTheSameKey()
    {
        await using var market = await TestMarket.StartAsync();
        var job = await market.PostClaimableAsync();
        await Refused.With(RefusalCode.AgentUnknown, market.Market.ClaimJobAsync(job, "ada", idempotency: Key("1", "ada")));
        await market.ConnectAsync("ada");
        var claimed = await market.Market.ClaimJobAsync(job, "ada", idempotency: Key("1", "ada"));
        Assert.Equal((JobStatus.Assigned, false), (claimed.Value.Status, claimed.Replayed));
    }

    [Fact]
    public async Task EveryStepOfAJob_MayBeRepeated()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostClaimableAsync(spec => spec with { AutoApprove = false });
        var steps = new Func<ValueTask<Outcome<JobReceipt>>>[]
        {
            () => market.Market.ClaimJobAsync(job, "ada", idempotency: Key("claim", "ada")),
            () => market.Market.AcceptJobAsync(job, "ada", idempotency: Key("accept", "ada")),
            () => market.Market.ReportProgressAsync(job, "ada", new ProgressReport { Progress = 50 }, idempotency: Key("progress", "ada")),
            () => market.Market.ReportProgressAsync(job, "ada", new ProgressReport { Progress = 51 }, idempotency: Key("slow", "ada")),
            () => market.Market.CompleteJobAsync(job, "ada", new JobResult(), idempotency: Key("complete", "ada")),
            () => market.Market.ApproveJobAsync(job, "buyer", idempotency: Key("approve")),
        };
        foreach (var step in steps)
            Assert.Equal((null, false), await AnswerAsync(step));
        foreach (var step in steps)
            Assert.Equal((null, true), await AnswerAsync(step));
        Assert.Equal(1_000, await market.BalanceAsync("ada", AccountKind.Earned));

        static async Task<(Refusal?, bool)> AnswerAsync(Func<ValueTask<Outcome<JobReceipt>>> step) => await step() is var outcome ? (outcome.Refusal, outcome.Replayed) : default;
    }

    [Fact]
    public async Task ACancelThatWaitsForItsAgent_IsAnsweredAsItWas_OnceTheJobIsCancelled()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        var first = await market.Market.CancelJobAsync(job, "buyer", running: true, idempotency: Key("1"));
        Assert.Null((await market.Market.ConfirmCancelAsync(job, "ada", idempotency: Key("1", "ada"))).Refusal);
        var again = await market.Market.CancelJobAsync(job, "buyer", running: true, idempotency: Key("1"));

        Assert.Equal(JobStatus.Assigned, first.Value.Status);
        Assert.Equal((JobStatus.Assigned, true), (again.Value.Status, again.Replayed));
        Assert.Equal(Settlement.Refunded, again.Value.Settlement);
    }

    [Fact]
    public async Task ADisputeAndItsEvidence_AreAnsweredAgain()
    {
        await using var market = await TestMarket.StartWithJuryAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { AutoApprove = false });
        await market.FinishAsync(job, "ada");
        ValueTask<Outcome<DisputeRecord>> RejectAsync() => market.Market.RejectJobAsync(job, "buyer", "bad", idempotency: Key("reject"));
        var dispute = await RejectAsync();
        var evidence = new EvidenceSubmission { Submitter = "buyer", Kind = EvidenceKind.Log, Title = "log", DataHash = "00ff" };
        ValueTask<Outcome<EvidenceRecord>> SubmitAsync(string key) => market.Market.SubmitEvidenceAsync(dispute.Value.Id, evidence, Key(key));
        var first = await SubmitAsync("first");
        var second = await SubmitAsync("second");

        Assert.Equal((dispute.Value.Id, true), await RejectAsync() is var rejected ? (rejected.Value.Id, rejected.Replayed) : default);
        Assert.Equal((first.Value, true), await SubmitAsync("first") is var again ? (again.Value, again.Replayed) : default);
        Assert.NotEqual(first.Value.Id, second.Value.Id);
        Assert.Equal(2, (await market.Market.GetDisputeAsync(dispute.Value.Id)).Value.Evidence.Count);
    }

    [Fact]
    public async Task ADisputeThatIsArchived_IsAnsweredFromTheArchive()
    {
        await using var market = await TestMarket.StartAsync(options =>
        {
            options.Jury.AppealWindow = TimeSpan.Zero;
            KeepKeys(options);
        });
        await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { AutoApprove = false });
        await market.FinishAsync(job, "ada");
        // Nobody can sit on a jury: the dispute ends as it is opened.
        var dispute = await market.Market.RejectJobAsync(job, "buyer", "bad", idempotency: Key("reject"));
        while (market.Market.State.Jobs.Log.Count > 0)
            await market.AdvanceAsync(TimeSpan.FromMinutes(10));

        var again = await market.Market.RejectJobAsync(job, "buyer", "bad", idempotency: Key("reject"));
        Assert.Equal((dispute.Value.Id, true), (again.Value.Id, again.Replayed));
    }

    [Fact]
    public async Task AJobThatIsArchived_IsAnsweredFromTheArchive()
    {
        await using var market = await TestMarket.StartAsync(KeepKeys);
        var first = await market.Market.PostJobAsync(Spec, idempotency: Key("post"));
        var cancelled = await market.Market.CancelJobAsync(first.Value.Id, "buyer", idempotency: Key("cancel"));
        while (market.Market.State.Jobs.Log.Count > 0)
            await market.AdvanceAsync(TimeSpan.FromMinutes(10));

        var again = await market.Market.PostJobAsync(Spec, ReadBack.Record, Key("post"));
        Assert.Equal((first.Value.Id, JobStatus.Cancelled, true), (again.Value.Id, again.Value.Status, again.Replayed));
        Assert.Equal(first.Value.Id, again.Value.Record!.Id);
        Assert.Equal(cancelled.Value, (await market.Market.CancelJobAsync(first.Value.Id, "buyer", idempotency: Key("cancel"))).Value);
    }

    [Fact]
    public async Task AJobThatEvenTheArchiveHasForgotten_IsNotPostedAgain()
    {
        await using var market = await TestMarket.StartAsync(options =>
        {
            options.Limits.ArchivedJobs = 0;
            KeepKeys(options);
        });
        var first = await market.Market.PostJobAsync(Spec, idempotency: Key("post"));
        await market.Market.CancelJobAsync(first.Value.Id, "buyer");
        while (market.Market.State.Jobs.Log.Count > 0)
            await market.AdvanceAsync(TimeSpan.FromMinutes(10));

        await Refused.With(RefusalCode.JobNotFound, market.Market.PostJobAsync(Spec, idempotency: Key("post")));
        Assert.Equal(1, (await market.Market.GetStatisticsAsync()).Value.Jobs.Total);
    }

    private static IdempotencyKey Key(string key, string caller = "buyer") => new(caller, key);
}
