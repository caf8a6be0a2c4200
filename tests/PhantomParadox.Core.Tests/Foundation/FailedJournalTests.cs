using PhantomParadox.Core.Tests.Markets;

namespace PhantomParadox.Core.Tests.Foundation;

/// <summary>What a market says and does when its journal fails, or doesn't answer.</summary>
public sealed class FailedJournalTests
{
    private static readonly JobSpec Spec = new() { Type = JobType.Relay, Buyer = "buyer", Description = "d", Amount = 1 };

    [Fact]
    public async Task AfterAFailure_ReadsAreAnswered_AsOfWhatWasAcknowledged()
    {
        var journal = new HeldJournal();
        var market = await TestMarket.StartAsync(journal: journal);
        var job = await market.PostAsync();
        var acknowledged = market.Market.DurablePosition;
        await market.AdvanceAsync(10);
        Assert.Null(market.Market.AsOf);
        journal.Hold();
        var lost = market.Market.PostJobAsync(Spec).AsTask();
        await journal.Arrived;
        journal.Fail(new IOException("The disk is gone."));
        Assert.Equal(RefusalCode.OutcomeUnknown, (await lost).Refusal?.Code);
        await market.Market.Rereading;

        var read = await market.Market.GetJobAsync(job);
        Assert.Equal((job, acknowledged), (read.Value.Id, read.Position));
        Assert.Equal(1, (await market.Market.GetStatisticsAsync()).Value.Jobs.Total);
        Assert.Equal(read.Value.CreatedAt, market.Market.AsOf);
        await Refused.With(RefusalCode.JobNotFound, market.Market.GetJobAsync(default));
        await Refused.With(RefusalCode.StorageUnavailable, market.Market.PostJobAsync(Spec));
        Assert.Equal(MarketCondition.Failed, market.Market.Condition);
        await market.DisposeAsync();
    }

    [Fact]
    public async Task WhatWasWrittenButNotAcknowledged_IsNotShown()
    {
        var journal = new HeldJournal { FailsAfterWriting = true };
        var market = await TestMarket.StartAsync(journal: journal);
        await market.PostAsync();
        journal.Hold();
        var unknown = market.Market.PostJobAsync(Spec, idempotency: new IdempotencyKey("buyer", "1")).AsTask();
        await journal.Arrived;
        journal.Release();
        Assert.Equal(RefusalCode.OutcomeUnknown, (await unknown).Refusal?.Code);
        await market.Market.Rereading;
        Assert.Equal(1, (await market.Market.GetStatisticsAsync()).Value.Jobs.Total);

        // The next start finds it, and the same key says so.
        await using var next = await market.RestartAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await next.Market.GetStatisticsAsync()).Value.Jobs.Total);
        Assert.True((await next.Market.PostJobAsync(Spec, idempotency: new IdempotencyKey("buyer", "1"))).Replayed);
    }

    [Fact]
    public async Task AJournalThatCannotBeReadAnyMore_LeavesReadsRefused()
    {
        var journal = new HeldJournal();
        var market = await TestMarket.StartAsync(journal: journal);
        journal.Hold();
        var lost = market.Market.PostJobAsync(Spec).AsTask();
        await journal.Arrived;
        journal.Unreadable = true;
        journal.Fail(new IOException("The disk is gone."));
        await lost;
        await market.Market.Rereading;

        Assert.Null(market.Market.AsOf);
        await Refused.With(RefusalCode.StorageUnavailable, market.Market.GetStatisticsAsync());
        Assert.IsType<IOException>(Assert.Single(market.Faults));
        await market.Market.DisposeAsync();
    }

    [Fact]
    public async Task ACommitThatDoesNotEnd_IsGivenUpByThoseWhoWait_AndWhenItEnds_AllGoesOn()
    {
        var journal = new HeldJournal();
        var market = await TestMarket.StartAsync(journal: journal);
        var session = await market.ConnectAsync("ada");
        journal.Hold();
        var posted = market.Market.PostJobAsync(Spec).AsTask();
        await journal.Arrived;
        var read = market.Market.GetStatisticsAsync().AsTask();
        for (var second = 0; second < 6; second++)
            market.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(RefusalCode.OutcomeUnknown, (await posted).Refusal?.Code);
        Assert.Equal(RefusalCode.StorageUnavailable, (await read).Refusal?.Code);
        Assert.Equal(MarketCondition.Stalled, market.Market.Condition);
        await Refused.With(RefusalCode.StorageUnavailable, market.Market.PostJobAsync(Spec));
        Assert.IsType<TimeoutException>(Assert.Single(market.Faults));
        Assert.Single(market.MessagesTo(session));

        journal.Release();
        while (market.Market.Condition == MarketCondition.Stalled)
            await Task.Yield();
        Assert.Equal(1, (await market.Market.GetStatisticsAsync()).Value.Jobs.Total);
        Assert.Equal(2, market.MessagesTo(session).Count);
        await market.Market.DisposeAsync();
    }

    [Fact]
    public async Task ACommitOfLessThan5Seconds_IsWaitedFor()
    {
        var journal = new HeldJournal();
        await using var market = await TestMarket.StartAsync(journal: journal);
        journal.Hold();
        var posted = market.Market.PostJobAsync(Spec).AsTask();
        await journal.Arrived;
        for (var second = 0; second < 5; second++)
            market.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(MarketCondition.Running, market.Market.Condition);
        journal.Release();
        Assert.Null((await posted).Refusal);
    }
}
