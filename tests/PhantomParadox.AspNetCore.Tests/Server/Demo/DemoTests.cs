using System.Globalization;
using System.Net.Http.Json;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Server.Demo;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests.Server.Demo;

public sealed class DemoTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly DemoOptions Hurried = new() { JobsPerSecond = 60, Paced = false, Patience = TimeSpan.FromMilliseconds(50), MistakesPercent = 60 };

    // Goal: what the demo shows is a market at work, wrong answers included. Method: follow the market's own feed until jobs were paid and
    // a dispute was opened, then ask the host over HTTP, as anybody may.
    [Fact]
    public async Task ADemo_PaysForRightAnswers_AndDisputesWrongOnes()
    {
        await using var server = await RunningServer.StartAsync(["--demo"], Hurried);
        using var patience = new CancellationTokenSource(Patience);
        var (completed, disputed, cancelled) = (0, 0, 0);
        DisputeId dispute = default;
        await foreach (var happened in server.Get<IMarket>().WatchAsync(patience.Token))
        {
            switch (happened.Kind)
            {
                case MarketEventKind.JobCompleted:
                    completed++;
                    break;
                case MarketEventKind.JobCancelled:
                    cancelled++;
                    break;
                case MarketEventKind.DisputeOpened:
                    disputed++;
                    dispute = happened.Dispute!.Value;
                    break;
            }

            if (completed >= 30 && disputed > 0 && cancelled > 0)
                break;
        }

        var jobs = await server.Http.GetFromJsonAsync("api/stats/jobs", RestJson.Default.WireJobStatistics, patience.Token);
        Assert.True(jobs!.TotalPayments > 0);
        Assert.True(jobs.Completed > 0);
        var readable = await server.Http.GetFromJsonAsync($"api/disputes/{dispute.Value}", RestJson.Default.WireDispute, patience.Token);
        Assert.Contains("The answer is", readable!.Reason, StringComparison.Ordinal);
        var figures = server.Get<DemoFigures>();
        Assert.True(figures.Wrong > 0);
        Assert.True(figures.Assigned >= completed);
        Assert.NotNull(figures.Clock.Median);
        await server.StopAsync();
        Assert.StartsWith("PhantomParadox demo: open http://127.0.0.1:", server.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("The demo has ended: assigned=", server.Output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\e", server.Output.ToString(), StringComparison.Ordinal);
    }

    // Goal: a newcomer sees a dispute opened, judged and paid. Method: follow the market's feed until money moved after a dispute was opened,
    // and what is shown until its verdict is; jurors do the work again, so none but a careless one may vote for a wrong answer. Where all are
    // busy a dispute has no jury: not that one.
    [Fact]
    public async Task ADemo_ShowsADispute_FromItsOpening_ToTheMoney()
    {
        await using var server = await RunningServer.StartAsync(["--demo"], Hurried);
        using var patience = new CancellationTokenSource(Patience);
        var market = server.Get<IMarket>();
        DisputeRecord? ruled = null;
        var open = new Dictionary<JobId, DisputeId>();
        await foreach (var happened in market.WatchAsync(patience.Token))
        {
            if (happened.Kind == MarketEventKind.DisputeOpened)
                open.Add(happened.Job!.Value, happened.Dispute!.Value);
            else if (happened.Kind == MarketEventKind.MoneyMoved && open.TryGetValue(happened.Job!.Value, out var dispute)
                && (await market.GetDisputeAsync(dispute, patience.Token)).Value is { Status: DisputeStatus.Resolved } resolved)
            {
                ruled = resolved;
                break;
            }
        }

        await server.Output.WhenWrittenAsync($"court {DemoFigures.Short(ruled!.Id.Value)} verdict: for ", patience.Token);

        Assert.Equal((DisputeStatus.Resolved, JuryChoice.BrainsWin), (ruled.Status, ruled.Verdict));
        Assert.Equal(0, ruled.Votes!.Value.MuscleWin);
        Assert.NotEmpty(ruled.Evidence);
        Assert.Equal(0UL, ruled.Payment!.AgentReceives);
        await server.StopAsync();
        var output = server.Output.ToString();
        foreach (var step in (string[])[" opened: ", " jury drawn: ", " voting: ", " verdict: for ", " paid: ", $"{Environment.NewLine}{server.Http.BaseAddress}api/disputes/"])
            Assert.Contains(step, output, StringComparison.Ordinal);
    }

    // Every answer that its buyer takes for wrong must come from a careless agent, and without one there is none.
    [Fact]
    public async Task WithoutCarelessness_EveryAnswerIsRight()
    {
        await using var server = await RunningServer.StartAsync(["--demo"], Hurried with { MistakesPercent = 0 });
        using var patience = new CancellationTokenSource(Patience);
        var completed = 0;
        await foreach (var happened in server.Get<IMarket>().WatchAsync(patience.Token))
        {
            if (happened.Kind == MarketEventKind.JobCompleted && ++completed == 40)
                break;
        }

        await server.StopAsync();
        var figures = server.Get<DemoFigures>();
        // A buyer may be stopped between seeing an answer and paying for it.
        Assert.InRange(figures.Paid, 1, figures.Done);
        Assert.Equal(0, figures.Wrong);
        Assert.Equal(0, figures.Disputed);
    }

    [Fact]
    public void ACourt_IsToldInOrder_AndEachLineIsWrittenOnce()
    {
        var figures = new DemoFigures(TimeProvider.System);
        figures.TellCourt(["one"]);
        figures.TellCourt(["two", "three"], new Uri("http://localhost/proof"));
        Assert.Equal(["one", "two", "three", "http://localhost/proof"], figures.TakeCourt().Select(line => line.Split(' ')[^1]));
        Assert.Empty(figures.TakeCourt());
        Assert.Equal(4, figures.Court.Count);
    }

    [Theory]
    [InlineData("http://127.0.0.1:3000", "http://127.0.0.1:3000/")]
    [InlineData("http://[::]:3000", "http://localhost:3000/")]
    [InlineData("http://0.0.0.0:3000", "http://localhost:3000/")]
    [InlineData("https://localhost:3001 http://localhost:3000", "http://localhost:3000/")]
    [InlineData("https://localhost:3001", "https://localhost:3001/")]
    [InlineData("http://unix:/tmp/market.sock", null)]
    [InlineData("", null)]
    public void TheHost_ReachesItself_ByAnAddressThatItListensOn(string bound, string? expected) =>
        Assert.Equal(expected, DemoAddress.Of(bound.Split(' ', StringSplitOptions.RemoveEmptyEntries))?.ToString());

    [Fact]
    public void AText_IsCutToItsWidth_AndKeepsNoControlCharacters()
    {
        Assert.Equal("a\uFFFD[31mb", DemoText.Fit("a\e[31mb", 20));
        Assert.Equal("abc…", DemoText.Fit("abcdef", 4));
    }

    [Fact]
    public void TheClock_TakesBothHalvesInEitherOrder()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var clock = new AssignmentClock(time);
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.Null(clock.Median);
        var began = clock.Now;
        time.Advance(TimeSpan.FromMilliseconds(3));
        clock.Assigned(one);
        time.Advance(TimeSpan.FromMilliseconds(100));
        clock.Posted(one, began);
        Assert.Equal(3, clock.Median!.Value.TotalMilliseconds);

        clock.Posted(other, clock.Now);
        time.Advance(TimeSpan.FromMilliseconds(9));
        clock.Assigned(other);
        Assert.Equal(9, clock.Median!.Value.TotalMilliseconds);
    }

    [Fact]
    public void TheView_HasAsManyLines_WhateverHappens()
    {
        static int Lines(params string[] events) => DemoText.View(Snapshot(events), new Uri("http://localhost:3000")).Count;
        Assert.Equal(Lines(), Lines("one", "two", "three", "four", "five", "six", "seven"));
    }

    [Fact]
    public void TheSummary_NamesItsFigures_WhateverTheCulture()
    {
        var summary = DemoText.Summary(Snapshot());
        Assert.Contains("assigned=3 done=2 paid=1 lamports=1234567 ", summary, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"p50={1.5}ms"), summary, StringComparison.Ordinal);
    }

    private static DemoSnapshot Snapshot(params string[] events) => new(
        new StatisticsReply(
            new WireAgentStatistics
            {
                Total = 1, Online = 1, Busy = 0, Available = 1, ByPlatform = new Dictionary<string, long>(),
                ByCapability = new Dictionary<string, long>(), TotalBytesRelayed = 0, AverageReputation = 100,
            },
            new WireJobStatistics
            {
                Total = 3, Pending = 0, Assigned = 0, InProgress = 1, Completed = 2, Failed = 0, Disputed = 0, Cancelled = 0,
                ByType = new Dictionary<string, long>(), TotalPayments = 1_234_567, AverageCompletionTime = 5,
            },
            new WireDisputeStatistics
            {
                Total = 0, Open = 0, JurySelection = 0, Voting = 0, Resolved = 0, ByCategory = new Dictionary<string, long>(),
                ByVerdict = new Dictionary<string, long>(), AverageResolutionTime = 0,
            },
            new WireSystemStatistics(1, new WireMemory(1, 1, 1), "0.1.0")),
        Assigned: 3,
        Done: 2,
        Paid: 1,
        Wrong: 0,
        JobsPerSecond: 0.5,
        TimeSpan.FromMilliseconds(1.5),
        events,
        events);
}
