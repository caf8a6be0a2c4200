namespace PhantomParadox.Core.Tests.Markets;

public sealed class ProgressTests
{
    [Fact]
    public async Task TheFirstReport_StartsTheWork()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.AdvanceAsync(5);

        await market.WorkAsync(job, "ada", 0);

        var record = await market.JobAsync(job);
        Assert.Equal((JobStatus.InProgress, 0), (record.Status, record.Progress));
        Assert.Equal(TimeSpan.FromSeconds(5), record.StartedAt - record.AssignedAt);
    }

    [Fact]
    public async Task ALowerValue_IsAcceptedAndIgnored()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.WorkAsync(job, "ada", 50);
        var position = market.Market.DurablePosition;

        await market.WorkAsync(job, "ada", 20);

        Assert.Equal(50, (await market.JobAsync(job)).Progress);
        Assert.Equal(position, market.Market.DurablePosition);
    }

    [Fact]
    public async Task IsJournaled_WhenGrownByTen_OrAfterTenSeconds()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.WorkAsync(job, "ada", 10);

        await market.WorkAsync(job, "ada", 19);
        Assert.Equal(10, (await market.JobAsync(job)).Progress);
        await market.WorkAsync(job, "ada", 20);
        Assert.Equal(20, (await market.JobAsync(job)).Progress);
        await market.AdvanceAsync(10);
        await market.WorkAsync(job, "ada", 21);
        Assert.Equal(21, (await market.JobAsync(job)).Progress);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public async Task Refuses_WhatIsOutOfRange(int progress)
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();

        await Refused.With(
            RefusalCode.ProgressOutOfRange, market.Market.ReportProgressAsync(job, "ada", new ProgressReport { Progress = progress }));
        Assert.Equal(JobStatus.Assigned, (await market.JobAsync(job)).Status);
    }

    [Fact]
    public async Task OnlyTheHolder_MayReport()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        await market.ConnectAsync("bob");
        var job = await market.PostAsync();
        var report = new ProgressReport { Progress = 5 };

        await Refused.With(RefusalCode.JobNotFound, market.Market.ReportProgressAsync(default, "ada", report));
        await Refused.With(RefusalCode.NotAssignee, market.Market.ReportProgressAsync(job, "bob", report));
        await Refused.With(RefusalCode.NotAssignee, market.Market.ReportProgressAsync(job, "nobody", report));
        await Refused.With(RefusalCode.NotAssignee, market.Market.CompleteJobAsync(job, "bob", new JobResult()));
        await Refused.With(RefusalCode.NotAssignee, market.Market.AcceptJobAsync(job, "bob"));
        await Refused.With(RefusalCode.NotAssignee, market.Market.DeclineJobAsync(job, "bob"));
        await Refused.With(RefusalCode.LeaseLost, market.Market.ReportProgressAsync(job, "ada", report with { Attempt = 2 }));
        await market.WorkAsync(job, "ada");
    }

    [Fact]
    public async Task Refuses_AJobThatIsDone()
    {
        await using var market = await TestMarket.StartWithJuryAsync();
        await market.ConnectAsync("ada");
        var paid = await market.PostAsync();
        await market.FinishAsync(paid, "ada");
        var failed = await market.PostAsync();
        await market.FinishAsync(failed, "ada", success: false);
        var disputed = await market.PostAsync();
        await market.Market.OpenDisputeAsync(
            new DisputeClaim { Job = disputed, Opener = Party.Buyer, Reason = "slow", Category = DisputeCategory.Other });
        var report = new ProgressReport { Progress = 5 };

        await Refused.With(RefusalCode.AlreadyCompleted, market.Market.ReportProgressAsync(paid, "ada", report));
        await Refused.With(RefusalCode.LeaseLost, market.Market.ReportProgressAsync(failed, "ada", report));
        await Refused.With(RefusalCode.InvalidState, market.Market.ReportProgressAsync(disputed, "ada", report));
    }

    [Fact]
    public async Task Metrics_AreKept_UntilOthersCome()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();

        await market.Market.ReportProgressAsync(
            job, "ada", new ProgressReport { Progress = 10, Metrics = new JobMetrics { BytesProcessed = 7, Duration = 1 } });
        await market.Market.ReportProgressAsync(job, "ada", new ProgressReport { Progress = 20, Metrics = new JobMetrics { Duration = 2 } });

        Assert.Equal(new JobMetrics { BytesProcessed = 7, Duration = 2 }, (await market.JobAsync(job)).Metrics);
    }
}
