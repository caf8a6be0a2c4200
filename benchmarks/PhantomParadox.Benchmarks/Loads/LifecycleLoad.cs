namespace PhantomParadox.Benchmarks.Loads;

/// <summary>
/// A market in memory with agents online, and callers that take jobs through their whole life: posted, assigned, begun, completed,
/// approved. Each caller has a number of jobs in flight and awaits all four answers of each.
/// </summary>
internal sealed class LifecycleLoad : IAsyncDisposable
{
    public const int Callers = 8;
    public const int InFlight = 64;
    public const int DescriptionBytes = 120;
    public const ulong BaseAmount = 1_000_000;

    private const int BuyersPerCaller = 64;

    private static readonly ProgressReport Begun = new() { Progress = 10 };
    private static readonly JobResult Done = new() { Output = "delivered", ProofHash = "9f86d081884c7d65" };

    private readonly LocalMarket _market;
    private readonly Inboxes _inboxes;
    private readonly string[] _wallets;
    private readonly JobSpec[] _specs;
    private Exception? _fault;

    private LifecycleLoad(int agents, TimeSpan retention)
    {
        _wallets = new string[agents];
        for (var agent = 0; agent < agents; agent++)
            _wallets[agent] = $"agent{agent:00000000}";
        _specs = new JobSpec[Callers * BuyersPerCaller];
        for (var buyer = 0; buyer < _specs.Length; buyer++)
        {
            _specs[buyer] = new JobSpec
            {
                Type = (JobType)(1 + buyer % 4),
                Buyer = $"buyer{buyer:000}",
                Description = new string('d', DescriptionBytes),
                Amount = BaseAmount + (ulong)buyer,
                AutoApprove = false,
                Requirements = new JobRequirements { MinBandwidth = 10 * (1 + buyer % 8) },
            };
        }

        _inboxes = new Inboxes(Callers, _wallets, BuyersPerCaller);
        var options = new MarketOptions();
        options.Jobs.Retention = retention;
        _market = new LocalMarket(
            options,
            new MarketPorts { Journal = Journal, Snapshots = new MemorySnapshotStore(), Archive = Archive, Transport = _inboxes },
            fault => _fault = fault);
    }

    public RingJournal Journal { get; } = new();

    public ForgetfulArchive Archive { get; } = new();

    /// <summary>Starts a market and opens the sessions of its agents.</summary>
    /// <param name="agents">How many.</param>
    /// <param name="retention">How long ended jobs stay in memory; zero keeps the archiver busy.</param>
    public static async Task<LifecycleLoad> StartAsync(int agents, TimeSpan retention)
    {
        var load = new LifecycleLoad(agents, retention);
        await load._market.StartAsync(CancellationToken.None);
        var window = new ValueTask<Outcome<AgentId>>[1_024];
        for (var from = 0; from < agents; from += window.Length)
        {
            var count = Math.Min(window.Length, agents - from);
            for (var i = 0; i < count; i++)
                window[i] = load._market.OpenSessionAsync(new SessionId((ulong)(from + i + 1)), load.ProfileOf(from + i));
            for (var i = 0; i < count; i++)
                _ = (await window[i]).Value;
        }

        return load;
    }

    /// <summary>Runs a number of lifecycles: a multiple of <see cref="Callers"/> × <see cref="InFlight"/>.</summary>
    public async Task RunAsync(int lifecycles)
    {
        var rounds = lifecycles / (Callers * InFlight);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(caller, rounds, long.MaxValue))));
        Check();
    }

    /// <summary>Runs lifecycles for a time and returns their number.</summary>
    public async Task<long> RunAsync(TimeSpan time)
    {
        var end = Environment.TickCount64 + (long)time.TotalMilliseconds;
        var done = await Task.WhenAll(
            Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(caller, int.MaxValue, end))));
        Check();
        return done.Sum();
    }

    public ValueTask DisposeAsync() => _market.DisposeAsync();

    private async Task<long> CallAsync(int caller, int rounds, long end)
    {
        var inbox = _inboxes.Of(caller);
        var leases = new Assigned[InFlight];
        var answers = new ValueTask<Outcome<JobReceipt>>[InFlight];
        var round = 0;
        for (; round < rounds && Environment.TickCount64 < end; round++)
        {
            for (var i = 0; i < InFlight; i++)
                answers[i] = _market.PostJobAsync(_specs[caller * BuyersPerCaller + i]);
            await AllAsync(answers);
            for (var i = 0; i < InFlight; i++)
                leases[i] = await inbox.ReadAsync();
            for (var i = 0; i < InFlight; i++)
                answers[i] = _market.ReportProgressAsync(leases[i].Job, leases[i].Wallet, Begun);
            await AllAsync(answers);
            for (var i = 0; i < InFlight; i++)
                answers[i] = _market.CompleteJobAsync(leases[i].Job, leases[i].Wallet, Done);
            await AllAsync(answers);
            for (var i = 0; i < InFlight; i++)
                answers[i] = _market.ApproveJobAsync(leases[i].Job, leases[i].Buyer);
            await AllAsync(answers);
        }

        return (long)round * InFlight;
    }

    private static async ValueTask AllAsync(ValueTask<Outcome<JobReceipt>>[] answers)
    {
        foreach (var answer in answers)
            _ = (await answer).Value;
    }

    // Half the agents can do everything, the others one kind of work; bandwidths are many.
    private AgentProfile ProfileOf(int agent) => new()
    {
        Wallet = _wallets[agent],
        Platform = "bench",
        Capabilities = (agent & 1) == 0 ? Kinds : [Kinds[agent / 2 % Kinds.Length]],
        MaxBandwidth = 10 + agent % 1_000,
    };

    private void Check()
    {
        if (_fault is { } fault)
            throw new InvalidOperationException("The market met a fault under load.", fault);
    }

    private static readonly string[] Kinds = ["relay", "compute", "storage", "verify"];
}
