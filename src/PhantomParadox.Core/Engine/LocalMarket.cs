using PhantomParadox.Disputes;
using PhantomParadox.Engine;
using PhantomParadox.Jobs;
using PhantomParadox.Queries;
using PhantomParadox.Reputation;

namespace PhantomParadox;

/// <summary>A market that runs in this process: the state machine behind its one writer, and the queries on it.</summary>
public sealed partial class LocalMarket : IMarket, ITreasury, IAsyncDisposable
{
    private readonly MarketLoop _loop;
    private readonly Archiver _archiver;
    private readonly IArchive _archive;
    private readonly CourtClerk _clerk;
    private readonly SeedWatch _watch;
    private readonly ProofBinder _proofs;
    private readonly Func<Market> _newState;
    private readonly MarketPorts _ports;
    private readonly Action<Exception>? _report;
    private readonly CancellationTokenSource _stopped = new();
    private readonly Snapshotter? _snapshotter;
    private volatile LastKnownState? _lastKnown;
    private Task _rereading = Task.CompletedTask;
    private Task _archiving = Task.CompletedTask;
    private Task _watching = Task.CompletedTask;
    private Task _snapshotting = Task.CompletedTask;

    /// <summary>Makes a market; <see cref="StartAsync"/> sets it going.</summary>
    /// <param name="options">Its numbers. Don't change them afterwards.</param>
    /// <param name="ports">What it stands on. The journal, snapshots and archive stay the caller's to dispose.</param>
    /// <param name="report">Told of faults that the market survives, such as a command that couldn't be decided. Must not throw.</param>
    public LocalMarket(MarketOptions options, MarketPorts ports, Action<Exception>? report = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(ports);
        var (reputation, scorer) = (ports.Reputation ?? PolicyOf(options), ports.Scorer ?? new ReputationScorer());
        _newState = () => new Market(options, reputation, scorer);
        State = _newState();
        (_ports, _report) = (ports, report);
        _archive = ports.Archive;
        _clerk = new CourtClerk(
            ports.Beacon ?? new ChainBeacon(SecretOf(ports.Entropy ?? new SystemEntropy())),
            ports.Archive, command => _loop!.Submit(command), dispute => _watch!.Expect(dispute), report);
        _watch = new SeedWatch(
            options.Jury.SeedAlarm, ports.Time, disputes => AskAsync(new FindSeedWaits(disputes), CancellationToken.None), _clerk.Retry,
            ports.SeedAlarm, report);
        _loop = new MarketLoop(
            State, events => new Decision(State, events, _clerk), static downtime => new StartHost(downtime), ports, options.Limits, report,
            _clerk.Do);
        _proofs = new ProofBinder(ports.Archive);
        _archiver = new Archiver(ports.Archive, TakeDueAsync, MarkArchivedAsync, ports.Time, report);
        if (ports.Snapshots is { } snapshots)
        {
            _snapshotter = new Snapshotter(
                _newState, ports.Journal, snapshots, options.Snapshots, () => DurablePosition, ports.Time,
                report);
        }
    }

    /// <inheritdoc/>
    public MarketCondition Condition => _loop.Condition;

    /// <inheritdoc/>
    public DateTimeOffset? AsOf => _lastKnown?.AsOf;

    /// <summary>Ends when the market has stopped; faulted with the cause where it failed.</summary>
    public Task Completion => _loop.Completion;

    /// <summary>Position of the newest durable event; 0 for none.</summary>
    public long DurablePosition => _loop.DurablePosition;

    /// <summary>From what the market was recovered; null until it has started.</summary>
    public RecoveryReport? Recovery => _loop.Recovery;

    /// <summary>Position of the newest snapshot that was loaded, or was made and read back; 0 for none.</summary>
    public long SnapshotPosition => _snapshotter?.Position ?? 0;

    /// <summary>The longest that the market's one writer has been busy without a pause.</summary>
    public TimeSpan LongestTurn => _loop.LongestTurn;

    /// <summary>How often the market has looked for seeds that are overdue.</summary>
    internal long SeedLooks => _watch.Looks;

    /// <summary>Ends when what was acknowledged before a failure was read back, or couldn't be.</summary>
    internal Task Rereading => _rereading;

    /// <summary>The state; only the loop's thread may touch it while the market runs.</summary>
    internal Market State { get; }

    /// <summary>Reads the newest usable snapshot and the journal behind it, and begins to take commands.</summary>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="JournalCorruptException">The journal can't be read, or not from where the snapshots end; nothing was written.</exception>
    /// <exception cref="SnapshotVersionException">A newer version of this software wrote here; nothing was written.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _loop.StartAsync(cancellationToken).ConfigureAwait(false);
        _clerk.Start();
        _archiving = _archiver.RunAsync(_stopped.Token);
        _watching = _watch.RunAsync(_stopped.Token);
        if (_snapshotter is not null)
            _snapshotting = _snapshotter.RunAsync(_loop.Recovery!.SnapshotPosition, _stopped.Token);
        _rereading = RereadAsync(_stopped.Token);
    }

    /// <summary>Takes nothing more, finishes what it was given, and ends.</summary>
    /// <param name="cancellationToken">Gives up finishing: what is not durable then is abandoned.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopped.CancelAsync().ConfigureAwait(false);
        await _loop.StopAsync(cancellationToken).ConfigureAwait(false);
        await _archiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _snapshotting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _rereading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Stops it, if that hasn't happened.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stopped.IsCancellationRequested)
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _loop.Dispose();
        _clerk.Dispose();
        _proofs.Dispose();
        _snapshotter?.Dispose();
        _stopped.Dispose();
    }

    // The state that failed is ahead of what anybody was told: reads are answered from another one.
    private async Task RereadAsync(CancellationToken cancellationToken)
    {
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!Completion.IsFaulted || cancellationToken.IsCancellationRequested)
            return;
        try
        {
            _lastKnown = await Task.Run(
                () => LastKnownState.ReadAsync(_newState(), _ports, DurablePosition, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            _report?.Invoke(fault);
        }
    }

    private static byte[] SecretOf(IEntropy entropy)
    {
        var secret = new byte[HashChainBeacon.ValueLength];
        entropy.Fill(secret);
        return secret;
    }

    private static IReputationPolicy PolicyOf(MarketOptions options) => options.Reputation.Policy switch
    {
        ReputationPolicyKind.Seed => new SeedReputation(),
        _ => new BetaReputation(options.Reputation.HalfLife, options.Payments.ReferenceAmount),
    };

    private async ValueTask<IReadOnlyList<EndedJob>> TakeDueAsync(CancellationToken cancellationToken)
    {
        var due = await AskAsync(new DueForArchive(), cancellationToken).ConfigureAwait(false);
        if (!due.IsAccepted)
            return [];
        var ended = new List<EndedJob>(due.Value.Count);
        foreach (var (job, dispute) in due.Value)
        {
            if (dispute is null)
            {
                ended.Add(new EndedJob(job, null));
                continue;
            }
            await _proofs.KeepPoolsAsync(dispute, cancellationToken).ConfigureAwait(false);
            ended.Add(new EndedJob(job, await _proofs.BindAsync(dispute, cancellationToken).ConfigureAwait(false)));
        }
        return ended;
    }

    private async ValueTask MarkArchivedAsync(IReadOnlyList<JobId> jobs, CancellationToken cancellationToken) =>
        await AskAsync(new ArchiveJobs(jobs), cancellationToken).ConfigureAwait(false);

    private ValueTask<Outcome<T>> AskAsync<T>(Command<T> command, CancellationToken cancellationToken)
    {
        var outcome = command.Outcome;
        if (command.OnlyReads && _lastKnown is { } lastKnown)
            lastKnown.Answer(command);
        else
            _loop.Submit(command);
        return cancellationToken.CanBeCanceled && !outcome.IsCompleted
            ? new ValueTask<Outcome<T>>(outcome.AsTask().WaitAsync(cancellationToken))
            : outcome;
    }

    private ValueTask<Outcome<T>> RefuseAsync<T>(Refusal refusal) => new(new Outcome<T>(refusal, DurablePosition));
}
