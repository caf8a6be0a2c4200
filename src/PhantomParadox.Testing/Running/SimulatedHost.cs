using PhantomParadox.Engine;

namespace PhantomParadox.Testing.Running;

/// <summary>One life of a market's process, driven step by step on one thread: the real engine, market and codec.</summary>
internal sealed class SimulatedHost
{
    private readonly SimulatedPorts _ports;
    private readonly MarketEngine _engine;
    private MarketClock _clock = null!;
    private Epoch _epoch;
    private long _began;
    private Task<long>? _commit;

    public SimulatedHost(SimulatedPorts ports, Action<Exception> report)
    {
        _ports = ports;
        State = ports.NewState();
        Clerk = new SimulatedClerk(ports.Beacon, ports.Archive, Offer);
        _engine = new MarketEngine(
            new ObservedState(State, ports.AfterFrame), events => new Decision(State, events, Clerk), ports.Transport, new MarketFeed(),
            ports.Entropy, report, Clerk.Do) { Planted = ports.Planted };
    }

    public Market State { get; }

    public SimulatedClerk Clerk { get; }

    /// <summary>The market's time at the last step, in milliseconds since 1970-01-01 UTC.</summary>
    public long Now { get; private set; }

    /// <summary>Position of the snapshot that it began with; 0 for none.</summary>
    public long SnapshotPosition { get; private set; }

    public long DurablePosition => _engine.DurablePosition;

    public bool IsCommitting => _engine.IsCommitting;

    /// <summary>Whether all that was decided is durable.</summary>
    public bool IsDurable => !IsCommitting && State.Position == DurablePosition;

    public Exception? Failure => _engine.Failure;

    /// <summary>When there is work that nobody offers, or <see cref="long.MaxValue"/>.</summary>
    public long NextDue => _engine.NextDue;

    /// <summary>Whether the next step would decide something, or finish a commit.</summary>
    public bool HasWork => Failure is null && (_engine.HasWork || _commit is { IsCompleted: true });

    /// <summary>Reads what was kept, begins a term and opens, as a start of the real host does.</summary>
    /// <param name="fromSnapshot">Whether the newest usable snapshot is read first.</param>
    /// <param name="recovered">Called with the state as it was read, before anything is decided.</param>
    public void Start(bool fromSnapshot, Action<Market>? recovered = null)
    {
        var head = Blocking.Wait(_ports.Journal.ReadHeadAsync(default));
        if (fromSnapshot)
            SnapshotPosition = new SnapshotShelf(_ports.Snapshots, static () => { }, default).ReadNewest(_engine.Replica, static (_, _) => { })?.Position ?? 0;
        var batches = _ports.Journal.ReadAsync(SnapshotPosition + 1, default).GetAsyncEnumerator();
        while (Blocking.MoveNext(batches))
            _engine.Recover(batches.Current.Span);
        Blocking.Wait(batches.DisposeAsync());
        recovered?.Invoke(State);

        Span<byte> nonce = stackalloc byte[16];
        _ports.Entropy.Fill(nonce);
        _epoch = new Epoch(head.Epoch.Term + 1, System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(nonce));
        head = Blocking.Wait(_ports.Journal.BeginEpochAsync(_epoch, default));
        _clock = new MarketClock(_ports.Time, State.Time);
        Now = _began = _clock.Read();
        _engine.Open(head, _epoch, new StartHost(State.Position == 0 ? 0 : Now - State.Time));
    }

    /// <summary>Takes a command; a later step decides it.</summary>
    public void Offer(Command command) => _engine.Offer(command);

    /// <summary>Whoever waits for the commit that is out is told that its outcome isn't known.</summary>
    public void AbandonWaiting() => _engine.AbandonWaiting();

    /// <summary>Finishes a commit that has ended, decides some of what was offered or is due, and hands the next batch to the journal.</summary>
    public void Step()
    {
        if (Failure is not null || !Finish())
            return;
        Now = Read();
        if (_engine.Turn(Now) is not { } batch)
            return;
        _commit = _ports.Journal.AppendAsync(batch, _epoch, batch.FirstPosition - 1, default).AsTask();
        if (IsHasty)
            _engine.Committed(batch.LastPosition);
        Finish();
    }

    private bool IsHasty => _ports.Planted == PlantedFault.ReleasedBeforeDurable;

    private long Read()
    {
        var now = _clock.Read();
        return _ports.Planted switch
        {
            PlantedFault.FastClock => now + (now - _began),
            PlantedFault.TimeGoesBack => _ports.Time.GetUtcNow().ToUnixTimeMilliseconds(),
            _ => now,
        };
    }

    // False where it failed, or must not go on yet.
    private bool Finish()
    {
        if (_commit is not { IsCompleted: true } done)
            return !IsHasty || _commit is null;
        _commit = null;
        if (!done.IsCompletedSuccessfully)
        {
            _engine.Failed(done.Exception!.InnerException!);
            return false;
        }
        if (!IsHasty)
            _engine.Committed(done.Result);
        return true;
    }
}
