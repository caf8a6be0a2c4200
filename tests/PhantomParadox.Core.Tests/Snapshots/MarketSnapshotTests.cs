using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace PhantomParadox.Core.Tests.Snapshots;

/// <summary>A market that is pictured while it works, and starts from that.</summary>
public sealed class MarketSnapshotTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly WatchedJournal _journal = new();
    private readonly MemorySnapshotStore _store = new();
    private readonly MemoryArchive _archive = new();
    private readonly ConcurrentQueue<Exception> _faults = [];

    private readonly MarketOptions _options = new()
    {
        Snapshots = { EveryEvents = 5 },
        Jobs = { Retention = TimeSpan.FromDays(3_000), QueueTtl = TimeSpan.FromDays(3_000) },
    };

    [Fact]
    public async Task StartsAgain_FromItsSnapshot_OnATrimmedJournal()
    {
        var jobs = new List<JobId>();
        await using (var market = await StartAsync())
        {
            Assert.Equal(0, market.Recovery!.SnapshotPosition);
            while (_journal.Trimmed == 0)
            {
                jobs.Add(await PostAsync(market));
                _time.Advance(TimeSpan.FromSeconds(10));
            }

            await market.StopAsync(default);
        }

        // The stop may have come between a third and the end of the oldest.
        Assert.InRange((await _store.ListAsync(default)).Count, 2, 3);
        await using var again = await StartAsync();

        Assert.Equal((await _store.ListAsync(default))[0].Position, again.Recovery!.SnapshotPosition);
        Assert.Equal(again.Recovery.SnapshotPosition, again.SnapshotPosition);
        Assert.True(_journal.Trimmed < again.Recovery.SnapshotPosition, "The journal was trimmed above the older snapshot.");
        foreach (var job in jobs)
            Assert.Equal(JobStatus.Pending, (await again.GetJobAsync(job)).Value.Status);
        Assert.Equal(jobs.Count, (await again.GetStatisticsAsync()).Value.Jobs.Total);
        await again.OpenSessionAsync(new SessionId(1), new AgentProfile { Wallet = "ada", Capabilities = ["storage"] });
        Assert.Equal(JobStatus.Assigned, (await again.GetJobAsync(jobs[0])).Value.Status);
        Assert.Empty(_faults);
    }

    private static async Task<JobId> PostAsync(LocalMarket market)
    {
        var posted = await market.PostJobAsync(
            new JobSpec { Type = JobType.Storage, Buyer = "buyer", Description = "keep this", Amount = 1_000 });
        Assert.Null(posted.Refusal);
        return posted.Value.Id;
    }

    private async Task<LocalMarket> StartAsync()
    {
        var market = new LocalMarket(
            _options,
            new MarketPorts { Journal = _journal, Snapshots = _store, Archive = _archive, Transport = NullAgentTransport.Instance, Time = _time },
            _faults.Enqueue);
        await market.StartAsync(default);
        return market;
    }
}
