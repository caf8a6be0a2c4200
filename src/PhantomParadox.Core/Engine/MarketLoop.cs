using System.Threading.Channels;
using PhantomParadox.Disputes;
using PhantomParadox.Journal;

namespace PhantomParadox.Engine;

/// <summary>
/// The thin shell around the engine: a door with a counter, a channel behind it, and one reader, on a thread of its own, that drives the
/// steps.
/// </summary>
internal sealed partial class MarketLoop : IDisposable
{
    private readonly MarketPorts _ports;
    private readonly Func<long, Command> _first;
    private readonly MarketFeed _feed = new();
    private readonly MarketEngine _engine;
    private readonly IStateMachine _market;
    private readonly EngineMeter _meter;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _giveUp = new();

    // A null is a wake-up. What a writer runs of the reader's is a bell.
    private readonly Channel<Command?> _channel =
        Channel.CreateUnbounded<Command?>(new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true });

    private int _started;
    private volatile MarketCondition _condition = MarketCondition.Starting;

    /// <summary>Makes a loop.</summary>
    /// <param name="market">What it runs.</param>
    /// <param name="decision">Makes the one object that commands are decided with, around the engine's event writer.</param>
    /// <param name="first">Makes the first command of a start from how long the market was down, in milliseconds; 0 for a new one.</param>
    /// <param name="ports">What it stands on.</param>
    /// <param name="limits">How much may wait.</param>
    /// <param name="report">Told of faults that the market survives; called by the loop's thread, and by whoever lets answers leave.</param>
    /// <param name="clerk">Does what disputes need from outside the loop; called by the loop's thread.</param>
    public MarketLoop(
        IStateMachine market,
        Func<EventWriter, Decision> decision,
        Func<long, Command> first,
        MarketPorts ports,
        LimitOptions limits,
        Action<Exception>? report = null,
        Action<CourtWork>? clerk = null)
    {
        _market = market;
        _first = first;
        _ports = ports;
        _report = report;
        _engine = new MarketEngine(
            market, decision, ports.Transport, _feed, ports.Entropy ?? new SystemEntropy(), report, clerk, besides: true);
        _meter = new EngineMeter(() => Volatile.Read(ref _waiting));
        _limit = limits.PendingCommands;
        _newWorkLimit = limits.PendingCommands * 4L / 5;
        _enough = Math.Clamp(_newWorkLimit / 2, 1, MarketEngine.TurnLimit / 2);
    }

    /// <summary>Whether it takes commands.</summary>
    public MarketCondition Condition => _stalled && _condition == MarketCondition.Running ? MarketCondition.Stalled : _condition;

    /// <summary>Ends when the loop has; faulted with the cause where it failed.</summary>
    public Task Completion => _completion.Task;

    /// <summary>The longest turn so far.</summary>
    public TimeSpan LongestTurn => _meter.LongestTurn;

    /// <summary>From what it was recovered; null until then.</summary>
    public RecoveryReport? Recovery { get; private set; }

    /// <summary>Position of the newest durable event.</summary>
    public long DurablePosition => Interlocked.Read(ref _durable);

    /// <summary>Everything that happens from now on, once it is durable.</summary>
    public IAsyncEnumerable<MarketEvent> WatchAsync(CancellationToken cancellationToken) => _feed.WatchAsync(cancellationToken);

    /// <summary>Applies the journal, begins a term, and starts to take commands. Once.</summary>
    /// <exception cref="JournalCorruptException">The journal can't be read; nothing was written.</exception>
    /// <exception cref="JournalFencedException">Another writer began a later term.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
            throw new InvalidOperationException("A market is started once.");

        try
        {
            await RecoverAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause)
        {
            End(MarketCondition.Failed, cause);
            throw;
        }

        Interlocked.Exchange(ref _durable, _engine.DurablePosition);
        _condition = MarketCondition.Running;
        // A stop that came meanwhile has closed the door; the loop then only finishes.
        if (_stopping)
            _condition = MarketCondition.Draining;
        new Thread(Run) { Name = "market", IsBackground = true }.UnsafeStart();
    }

    /// <summary>Takes nothing more, finishes what it was given, and ends. Doesn't throw; see <see cref="Completion"/>.</summary>
    /// <param name="cancellationToken">Gives up finishing: what is not durable then is abandoned.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        if (_condition == MarketCondition.Running)
            _condition = MarketCondition.Draining;
        _channel.Writer.TryComplete();
        if (Interlocked.Exchange(ref _started, 1) == 0)
            End(MarketCondition.Stopped, cause: null);

        await using (cancellationToken.UnsafeRegister(static loop => ((MarketLoop)loop!).GiveUp(), this).ConfigureAwait(false))
            await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Gives its instruments back; only once it has ended.</summary>
    public void Dispose()
    {
        _giveUp.Dispose();
        _bell.Dispose();
        _meter.Dispose();
    }

    // All of the journal that is needed is read before the term begins, so that one that can't be read is left as it was; what the
    // writer before appended in between is read after it.
    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var head = await _ports.Journal.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        List<string> unusable = [];
        var snapshot = await LoadAsync(unusable, cancellationToken).ConfigureAwait(false);
        if (snapshot > head.Position)
            throw new JournalCorruptException($"Position {head.Position}: the journal ends before the snapshot of position {snapshot}; it has lost what was in it.");
        await ReplayAsync(snapshot + 1, cancellationToken).ConfigureAwait(false);

        var nonce = new byte[16];
        (_ports.Entropy ?? new SystemEntropy()).Fill(nonce);
        _epoch = new Epoch(head.Epoch.Term + 1, System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(nonce));
        head = await _ports.Journal.BeginEpochAsync(_epoch, cancellationToken).ConfigureAwait(false);
        if (head.Position > _market.Position)
            await ReplayAsync(_market.Position + 1, cancellationToken).ConfigureAwait(false);

        Recovery = new RecoveryReport(snapshot, _market.Position, unusable);
        _clock = new MarketClock(_ports.Time, _market.Time);
        _engine.Open(head, _epoch, _first(_market.Position == 0 ? 0 : _clock.Read() - _market.Time));
    }

    private async Task<long> LoadAsync(List<string> unusable, CancellationToken cancellationToken)
    {
        if (_ports.Snapshots is not { } store)
            return 0;

        var shelf = new SnapshotShelf(store, cancellationToken.ThrowIfCancellationRequested, cancellationToken);
        var header = await Blocking.RunAsync(
            () => shelf.ReadNewest(
                _engine.Replica, (header, cause) => unusable.Add($"Snapshot of position {header.Position}: {cause.Message}"))).ConfigureAwait(false);
        return header?.Position ?? 0;
    }

    private async Task ReplayAsync(long from, CancellationToken cancellationToken)
    {
        await foreach (var batch in _ports.Journal.ReadAsync(from, cancellationToken).ConfigureAwait(false))
            _engine.Recover(batch.Span);
    }

    private void GiveUp()
    {
        try
        {
            _giveUp.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended and was disposed: nothing is left to give up.
        }
    }

    private void End(MarketCondition condition, Exception? cause)
    {
        _condition = condition;
        _channel.Writer.TryComplete();
        _timer?.Dispose();
        _watch?.Dispose();
        if (cause is null)
            _engine.Failed(new OperationCanceledException("The market has stopped."), RefusalCode.Draining);
        else
            _engine.Failed(cause);
        while (_channel.Reader.TryRead(out var command))
        {
            if (command is not null)
                _engine.Offer(command);
        }

        _feed.End(cause);
        if (cause is null)
            _completion.TrySetResult();
        else
            _completion.TrySetException(cause);
    }
}
