using System.Threading.Channels;

namespace PhantomParadox.Core.Tests.Markets;

public sealed class ArchiveTests
{
    [Fact]
    public async Task WhatHasEnded_GoesToTheArchive_AfterTheRetention()
    {
        var archive = new MemoryArchive(100);
        await using var market = await TestMarket.StartAsync(archive: archive);
        await market.ConnectAsync("ada");
        var ended = await market.PostAsync();
        await market.FinishAsync(ended, "ada");
        var waiting = await market.PostAsync(spec => spec with { AutoApprove = false });
        await market.FinishAsync(waiting, "ada");
        var before = await market.JobAsync(ended);
        await market.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.Null(await archive.GetAsync(ended, CancellationToken.None));

        await ArchivedAsync(market, 1);

        Assert.Equivalent(before, await archive.GetAsync(ended, CancellationToken.None), strict: true);
        Assert.Equivalent(before, await market.JobAsync(ended), strict: true);
        Assert.Null(await archive.GetAsync(waiting, CancellationToken.None));
        Assert.False(market.Market.State.Jobs.TryFind(Identity.Uuid.FromGuid(ended.Value), out _));
        Assert.Equal(2, (await market.Market.GetStatisticsAsync()).Value.Jobs.Total);
    }

    [Fact]
    public async Task Lists_MergeLiveAndArchived_WithoutGapOrDouble()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        List<JobId> jobs = [];
        for (var count = 0; count < 30; count++)
        {
            jobs.Insert(0, await market.PostAsync(spec => spec with { AutoApprove = count % 3 != 0, Amount = 0 }));
            await market.FinishAsync(jobs[0], "ada");
        }

        var first = (await market.Market.ListJobsAsync(new JobQuery { Limit = 7 })).Value;
        await ArchivedAsync(market, 20);
        List<JobId> seen = [.. first.Items.Select(job => job.Id)];
        for (var cursor = first.NextCursor; cursor is not null;)
        {
            var page = (await market.Market.ListJobsAsync(new JobQuery { Limit = 4, Cursor = cursor })).Value;
            seen.AddRange(page.Items.Select(job => job.Id));
            cursor = page.NextCursor;
        }

        Assert.Equal(jobs, seen);
        foreach (var query in (JobQuery[])[new() { Buyer = "buyer" }, new() { AgentWallet = "ada" }, new() { Status = JobStatus.Completed }])
            Assert.Equal(jobs, (await market.Market.ListJobsAsync(query)).Value.Items.Select(job => job.Id));
        Assert.Empty((await market.Market.ListJobsAsync(new JobQuery { OpenOnly = true })).Value.Items);
    }

    [Fact]
    public async Task ADisputedJob_StaysTillItsDisputeHasEnded()
    {
        await using var market = await TestMarket.StartWithJuryAsync();
        market.Beacon.Reveals = false;
        await market.ConnectAsync("ada");
        var disputed = await market.PostAsync();
        await market.Market.OpenDisputeAsync(
            new DisputeClaim { Job = disputed, Opener = Party.Buyer, Reason = "slow", Category = DisputeCategory.Other });
        var ended = await market.PostAsync();
        await market.FinishAsync(ended, "ada");
        await ArchivedAsync(market, 1);

        Assert.True(market.Market.State.Jobs.TryFind(Identity.Uuid.FromGuid(disputed.Value), out _));
    }

    [Fact]
    public async Task ABuyerWithoutMoneyOrJobs_LeavesNothingBehind()
    {
        await using var market = await TestMarket.StartAsync();
        var job = await market.PostAsync(spec => spec with { Amount = 0 });
        await market.Market.CancelJobAsync(job, "buyer");
        await ArchivedAsync(market, 1);

        Assert.False(market.Market.State.Wallets.TryFind("buyer", out _));
        Assert.Equal([job], (await market.Market.ListJobsAsync(new JobQuery { Buyer = "buyer" })).Value.Items.Select(found => found.Id));
    }

    [Fact]
    public async Task ABuyerThatGaveCredit_LeavesItToNobodyElse()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        for (var count = 0; count < 3; count++)
            await market.FinishAsync(await market.PostAsync(spec => spec with { Amount = 0 }, buyer: "first"), "ada");
        await ArchivedAsync(market, 3);

        await market.FinishAsync(await market.PostAsync(spec => spec with { Amount = 10_000_000 }, buyer: "second"), "ada");

        Assert.Equal(43, (await market.AgentAsync("ada")).Reputation);
    }

    // The archiver sleeps on the fake clock, and nobody says when it lies down: time moves until what it did is seen.
    internal static async Task ArchivedAsync(TestMarket market, int count)
    {
        var seen = Channel.CreateUnbounded<MarketEvent>();
        using var done = new CancellationTokenSource();
        var watching = Watch();
        await market.AdvanceAsync(market.Options.Jobs.Retention);
        while (count > 0)
        {
            await market.AdvanceAsync(1);
            while (seen.Reader.TryRead(out var happened))
                count -= happened.Kind == MarketEventKind.JobsArchived ? 1 : 0;
        }

        await done.CancelAsync();
        await watching;

        async Task Watch()
        {
            try
            {
                await foreach (var happened in market.Market.WatchAsync(done.Token))
                    seen.Writer.TryWrite(happened);
            }
            catch (OperationCanceledException)
            {
                // Seen all that was wanted.
            }
        }
    }
}
