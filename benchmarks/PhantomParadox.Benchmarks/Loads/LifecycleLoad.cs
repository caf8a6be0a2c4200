namespace PhantomParadox.Benchmarks.Loads;

/// <summary>
/// A market, in memory unless it has a storage, with agents online, and callers that take jobs through their whole life: posted,
/// assigned, begun, completed, approved. Each caller has a number of jobs in flight and awaits all four answers of each.
/// </summary>
internal sealed class LifecycleLoad : IAsyncDisposable
{
    public const int Callers = 8;
    public const int InFlight = 64;

    private readonly MarketOptions _options = new();
    private readonly LocalMarket _market;
    private readonly Inboxes _inboxes;
    private readonly Cast _cast;
    private Exception? _fault;

    private LifecycleLoad(int agents, TimeSpan retention, LoadStorage? storage, bool snapshots)
    {
        Journal = new CountedJournal(storage?.Journal ?? new RingJournal(), keepsSizes: storage is not null);
        Archive = new CountedArchive(storage?.Archive ?? new ForgetfulArchive());
        _cast = new Cast(agents, Callers * InFlight);
        _inboxes = new Inboxes(_cast, Callers);
        _options.Jobs.Retention = retention;
        _market = new LocalMarket(
            _options,
            new MarketPorts { Journal = Journal, Archive = Archive, Transport = _inboxes, Snapshots = snapshots ? storage?.Snapshots : null },
            fault => _fault = fault);
    }

    public CountedJournal Journal { get; }

    public CountedArchive Archive { get; }

    public LocalMarket Market => _market;

    /// <summary>Starts a market and opens the sessions of its agents.</summary>
    /// <param name="agents">How many.</param>
    /// <param name="retention">How long ended jobs stay in memory; zero keeps the archiver busy.</param>
    /// <param name="storage">Its journal and archive, which stay the caller's. Default: a ring in memory, and none.</param>
    /// <param name="snapshots">Whether it makes snapshots there, and starts from one.</param>
    public static async Task<LifecycleLoad> StartAsync(int agents, TimeSpan retention, LoadStorage? storage = null, bool snapshots = false)
    {
        var load = new LifecycleLoad(agents, retention, storage, snapshots);
        await load._market.StartAsync(CancellationToken.None);
        var window = new ValueTask<Outcome<AgentId>>[1_024];
        for (var from = 0; from < agents; from += window.Length)
        {
            var count = Math.Min(window.Length, agents - from);
            for (var i = 0; i < count; i++)
                window[i] = load._market.OpenSessionAsync(Cast.SessionOf(from + i), load._cast.ProfileOf(from + i));
            for (var i = 0; i < count; i++)
                _ = (await window[i]).Value;
        }

        return load;
    }

    /// <summary>Posts jobs that none of the agents can take: they stay open.</summary>
    public async Task PostOpenAsync(int count)
    {
        var answers = new ValueTask<Outcome<JobReceipt>>[InFlight];
        for (var posted = 0; posted < count; posted += answers.Length)
        {
            if (count - posted < answers.Length)
                answers = new ValueTask<Outcome<JobReceipt>>[count - posted];
            for (var i = 0; i < answers.Length; i++)
            {
                var post = _cast.SpecOf((posted + i) % _cast.Buyers);
                answers[i] = _market.PostJobAsync(post with { Requirements = new JobRequirements { MinBandwidth = Cast.NobodysBandwidth } });
            }

            await AllAsync(answers);
        }
    }

    /// <summary>Runs a number of lifecycles: a multiple of <see cref="Callers"/> × <see cref="InFlight"/>.</summary>
    public Task RunAsync(int lifecycles) => RunAsync(lifecycles / (Callers * InFlight), long.MaxValue);

    /// <summary>Runs lifecycles for a time and returns their number.</summary>
    public Task<long> RunAsync(TimeSpan time) => RunAsync(int.MaxValue, Environment.TickCount64 + (long)time.TotalMilliseconds);

    /// <summary>Runs lifecycles and lets the archive have them: what comes then finds memory that was used before.</summary>
    /// <param name="lifecycles">How many: a multiple of <see cref="Callers"/> × <see cref="InFlight"/>.</param>
    public async Task WarmAsync(int lifecycles)
    {
        await RunAsync(lifecycles);
        var retention = _options.Jobs.Retention;
        // An hour's worth of jobs leaves at once, without the hour.
        _options.Jobs.Retention = TimeSpan.Zero;
        while (Archive.Written < lifecycles)
            await Task.Delay(10);
        _options.Jobs.Retention = retention;
    }

    public ValueTask DisposeAsync() => _market.DisposeAsync();

    /// <summary>The least number of lifecycles that <see cref="RunAsync(int)"/> takes and that is not below a number.</summary>
    public static int Whole(int lifecycles) => (lifecycles + Callers * InFlight - 1) / (Callers * InFlight) * (Callers * InFlight);

    private static async ValueTask AllAsync(ValueTask<Outcome<JobReceipt>>[] answers)
    {
        foreach (var answer in answers)
            _ = (await answer).Value;
    }

    private async Task<long> RunAsync(int rounds, long end)
    {
        var done = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(caller, rounds, end))));
        return _fault is null
            ? done.Sum()
            : throw new InvalidOperationException("The market met a fault under load.", _fault);
    }

    private async Task<long> CallAsync(int caller, int rounds, long end)
    {
        var inbox = _inboxes.Of(caller);
        var leases = new Assigned[InFlight];
        var answers = new ValueTask<Outcome<JobReceipt>>[InFlight];
        var round = 0;
        for (; round < rounds && Environment.TickCount64 < end; round++)
        {
            for (var i = 0; i < InFlight; i++)
                answers[i] = _market.PostJobAsync(_cast.SpecOf(caller * InFlight + i));
            await AllAsync(answers);
            for (var i = 0; i < InFlight; i++)
                leases[i] = await inbox.ReadAsync();
            for (var i = 0; i < InFlight; i++)
                answers[i] = _market.ReportProgressAsync(leases[i].Job, leases[i].Wallet, Cast.Begun);
            await AllAsync(answers);
            for (var i = 0; i < InFlight; i++)
                answers[i] = _market.CompleteJobAsync(leases[i].Job, leases[i].Wallet, Cast.Done);
            await AllAsync(answers);
            for (var i = 0; i < InFlight; i++)
                answers[i] = _market.ApproveJobAsync(leases[i].Job, leases[i].Buyer);
            await AllAsync(answers);
        }

        return (long)round * InFlight;
    }
}
