using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace PhantomParadox.Core.Tests.Markets;

/// <summary>A market on a fake clock and a journal in memory, with agents that are only wallets.</summary>
internal sealed class TestMarket : IAsyncDisposable, IAgentTransport
{
    private ulong _sessions;

    private TestMarket(MarketOptions options, MemoryJournal journal, FakeTimeProvider time, MemoryArchive archive)
    {
        (Options, Journal, Time, Archive) = (options, journal, time, archive);
        Market = new LocalMarket(options, new MarketPorts
        {
            Journal = journal,
            Snapshots = new MemorySnapshotStore(),
            Archive = archive,
            Transport = this,
            Time = time,
        }, Faults.Add);
    }

    public LocalMarket Market { get; }

    public MarketOptions Options { get; }

    public MemoryJournal Journal { get; }

    public MemoryArchive Archive { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>Faults that the market survived; a test that means none asserts that there are none.</summary>
    public ConcurrentBag<Exception> Faults { get; } = [];

    /// <summary>What was delivered, in order.</summary>
    public ConcurrentQueue<(SessionId Session, AgentMessage Message)> Delivered { get; } = new();

    public static async Task<TestMarket> StartAsync(Action<MarketOptions>? configure = null)
    {
        var options = new MarketOptions();
        configure?.Invoke(options);
        var market = new TestMarket(
            options, new MemoryJournal(), new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)),
            new MemoryArchive(options.Limits.ArchivedJobs));
        await market.Market.StartAsync(CancellationToken.None);
        return market;
    }

    /// <summary>Ends this market's host and starts another on the same journal.</summary>
    public async Task<TestMarket> RestartAsync(TimeSpan downtime)
    {
        await Market.StopAsync(CancellationToken.None);
        Time.Advance(downtime);
        var next = new TestMarket(Options, Journal, Time, Archive) { _sessions = _sessions };
        await next.Market.StartAsync(CancellationToken.None);
        return next;
    }

    /// <summary>Opens a session for a wallet.</summary>
    public async Task<SessionId> ConnectAsync(string wallet, Func<AgentProfile, AgentProfile>? change = null)
    {
        var session = new SessionId(++_sessions);
        var profile = new AgentProfile { Wallet = wallet };
        var opened = await Market.OpenSessionAsync(session, change?.Invoke(profile) ?? profile);
        Assert.Null(opened.Refusal);
        return session;
    }

    /// <summary>Posts a relay job of 1,000 lamports.</summary>
    public async Task<JobId> PostAsync(Func<JobSpec, JobSpec>? change = null, string buyer = "buyer")
    {
        var spec = new JobSpec { Type = JobType.Relay, Buyer = buyer, Description = "route this", Amount = 1_000 };
        var posted = await Market.PostJobAsync(change?.Invoke(spec) ?? spec);
        Assert.Null(posted.Refusal);
        return posted.Value.Id;
    }

    public async Task<JobRecord> JobAsync(JobId job) => (await Market.GetJobAsync(job)).Value;

    public async Task<AgentRecord> AgentAsync(string wallet) => (await Market.FindAgentAsync(wallet)).Value;

    /// <summary>Lets time pass; when this returns, all that it made due has happened.</summary>
    public async Task AdvanceAsync(TimeSpan time)
    {
        // In steps, since the market's clock follows jumps of the wall only as fast as monotonic time allows, and that is faked too.
        Time.Advance(time);
        await Market.GetStatisticsAsync();
    }

    public void Deliver(SessionId session, AgentMessage message) => Delivered.Enqueue((session, message));

    public ValueTask DisposeAsync() => Market.DisposeAsync();
}
