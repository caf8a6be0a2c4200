using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace PhantomParadox.Core.Tests.Markets;

/// <summary>A market on a fake clock and a journal in memory, with agents that are only wallets.</summary>
internal sealed class TestMarket : IAsyncDisposable, IAgentTransport
{
    private readonly IEntropy? _entropy;
    private readonly IArchive _archive;
    private readonly IJournal _journal;
    private ulong _sessions;

    private TestMarket(MarketOptions options, FakeTimeProvider time, IJournal journal, IArchive archive, IEntropy? entropy, int firstReference = 0)
    {
        (Options, Time, _journal, _archive, _entropy) = (options, time, journal, archive, entropy);
        Beacon = new TestBeacon(firstReference);
        Market = new LocalMarket(options, new MarketPorts
        {
            Beacon = Beacon,
            SeedAlarm = Alarm,
            Journal = journal,
            Archive = archive,
            Transport = this,
            Entropy = entropy,
            Time = time,
        }, Faults.Add);
    }

    public LocalMarket Market { get; }

    public IArchive Archive => _archive;

    public TestBeacon Beacon { get; }

    public TestSeedAlarm Alarm { get; } = new();

    public MarketOptions Options { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>Faults that the market survived.</summary>
    public ConcurrentBag<Exception> Faults { get; } = [];

    /// <summary>What was delivered, in order.</summary>
    public ConcurrentQueue<(SessionId Session, AgentMessage Message)> Delivered { get; } = new();

    public static async Task<TestMarket> StartAsync(
        Action<MarketOptions>? configure = null, IEntropy? entropy = null, IJournal? journal = null, IArchive? archive = null)
    {
        var options = new MarketOptions();
        configure?.Invoke(options);
        var market = new TestMarket(
            options, new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), journal ?? new MemoryJournal(),
            archive ?? new MemoryArchive(options.Limits.ArchivedJobs), entropy);
        await market.BeginAsync();
        return market;
    }

    /// <summary>A market with three agents that can judge and do no jobs, so that a dispute goes on till they have answered.</summary>
    public static async Task<TestMarket> StartWithJuryAsync(Action<MarketOptions>? configure = null)
    {
        var market = await StartAsync(options =>
        {
            options.Reputation.Policy = ReputationPolicyKind.Seed;
            configure?.Invoke(options);
        });
        foreach (var wallet in (string[])["ivy", "joe", "kim"])
            await market.ConnectAsync(wallet, profile => profile with { Capabilities = ["none"] });
        return market;
    }

    /// <summary>Ends this market's host and starts another on the same journal.</summary>
    public async Task<TestMarket> RestartAsync(TimeSpan downtime, bool reveals = true)
    {
        await DisposeAsync();
        Time.Advance(downtime);
        var next = new TestMarket(Options, Time, _journal, _archive, _entropy, Beacon.Given) { _sessions = _sessions };
        next.Beacon.Reveals = reveals;
        await next.BeginAsync();
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

    /// <summary>Closes a session whose agent has been silent for that long.</summary>
    public async Task CloseAsync(SessionId session, TimeSpan silence = default) =>
        Assert.Null((await Market.CloseSessionAsync(session, silence)).Refusal);

    /// <summary>Posts a relay job of 1,000 lamports.</summary>
    public async Task<JobId> PostAsync(Func<JobSpec, JobSpec>? change = null, string buyer = "buyer")
    {
        var spec = new JobSpec { Type = JobType.Relay, Buyer = buyer, Description = "route this", Amount = 1_000 };
        var posted = await Market.PostJobAsync(change?.Invoke(spec) ?? spec);
        Assert.Null(posted.Refusal);
        return posted.Value.Id;
    }

    /// <summary>Posts a job that the agents of these tests aren't assigned, only claim.</summary>
    public Task<JobId> PostClaimableAsync(Func<JobSpec, JobSpec>? change = null, string buyer = "buyer") =>
        PostAsync(spec => (change?.Invoke(spec) ?? spec) with { Type = JobType.Storage }, buyer);

    public async Task ClaimAsync(JobId job, string wallet) => Assert.Null((await Market.ClaimJobAsync(job, wallet)).Refusal);

    /// <summary>Reports progress, which starts the work.</summary>
    public async Task WorkAsync(JobId job, string wallet, int progress = 1) =>
        Assert.Null((await Market.ReportProgressAsync(job, wallet, new ProgressReport { Progress = progress })).Refusal);

    /// <summary>Sends a result.</summary>
    public async Task<JobReceipt> FinishAsync(JobId job, string wallet, bool success = true)
    {
        var finished = await Market.CompleteJobAsync(job, wallet, new JobResult { Success = success, Output = "output" });
        Assert.Null(finished.Refusal);
        return finished.Value;
    }

    public async Task<JobRecord> JobAsync(JobId job) => (await Market.GetJobAsync(job)).Value;

    public async Task<AgentRecord> AgentAsync(string wallet) => (await Market.FindAgentAsync(wallet)).Value;

    /// <summary>What a wallet has on accounts of one kind.</summary>
    public async Task<Int128> BalanceAsync(string wallet, AccountKind kind, Currency currency = Currency.Sol)
    {
        Int128 sum = 0;
        foreach (var balance in (await Market.GetBalancesAsync(wallet)).Value)
            sum += balance.Kind == kind && balance.Currency == currency ? balance.Amount : 0;
        return sum;
    }

    /// <summary>What was delivered to a session, in order.</summary>
    public IReadOnlyList<AgentMessage> MessagesTo(SessionId session) =>
        [.. Delivered.Where(delivery => delivery.Session == session).Select(delivery => delivery.Message)];

    /// <summary>Lets time pass; when this returns, all that it made due has happened.</summary>
    public async Task AdvanceAsync(TimeSpan time)
    {
        Time.Advance(time);
        await Market.GetStatisticsAsync();
    }

    public Task AdvanceAsync(int seconds) => AdvanceAsync(TimeSpan.FromSeconds(seconds));

    // The host has started when a command comes back: time must not move before.
    private async Task BeginAsync()
    {
        await Market.StartAsync(CancellationToken.None);
        await Market.GetStatisticsAsync();
        await Beacon.Ready;
    }

    public void Deliver(SessionId session, AgentMessage message) => Delivered.Enqueue((session, message));

    /// <summary>Ends the market; that it has met a fault is a failure of the test.</summary>
    public async ValueTask DisposeAsync()
    {
        await Market.DisposeAsync();
        Assert.Empty(Faults);
    }
}
