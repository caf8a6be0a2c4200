using PhantomParadox.Disputes;
using PhantomParadox.Engine;
using PhantomParadox.Jobs;
using PhantomParadox.Testing.Running;

namespace PhantomParadox.Testing;

/// <summary>A market in simulated time on one thread: what is asked of it is decided, durable and answered when the call returns.</summary>
/// <remarks>
/// It is the real market, engine and journal format behind a clock that stands still, and chance from a seed: the same calls with the
/// same seed give the same events, to the byte. Nothing of it runs by itself. For one thread at a time.
/// </remarks>
public sealed partial class SimulatedMarket
{
    private static readonly TimeSpan ArchiveInterval = TimeSpan.FromMinutes(1);

    private readonly SimulatedPorts _ports;
    private readonly List<Exception> _faults = [];
    private SimulatedHost _host;
    private SimulatedArchiver _archiver;
    private ulong _sessions;
    private TimeSpan _archiveDue;

    /// <summary>Makes a market and starts it.</summary>
    /// <param name="seed">The seed of all its chance.</param>
    /// <param name="options">Its numbers. Default: those of <see cref="MarketOptions"/>.</param>
    /// <param name="scorer">How agents are scored. Default: by the reputation shown.</param>
    /// <param name="reputation">How trust moves. Default: the shipped policy that the options name.</param>
    public SimulatedMarket(ulong seed = 1, MarketOptions? options = null, IAgentScorer? scorer = null, IReputationPolicy? reputation = null)
    {
        Chance = new SeededChance(seed);
        Network = new FakeNetwork(Chance.Fork());
        _ports = new SimulatedPorts
        {
            Options = options ?? new MarketOptions(),
            Time = Time,
            Journal = Journal,
            Beacon = Beacon,
            Transport = Network,
            Entropy = Chance.Fork(),
            Reputation = reputation,
            Scorer = scorer,
        };
        _host = Begin(out _archiver);
    }

    /// <summary>The clocks.</summary>
    public VirtualTime Time { get; } = new();

    /// <summary>Chance for whoever drives the market.</summary>
    public SeededChance Chance { get; }

    /// <summary>Where messages to agents lie.</summary>
    public FakeNetwork Network { get; }

    /// <summary>Where the chance of jury draws comes from.</summary>
    public FakeBeacon Beacon { get; } = new();

    /// <summary>Where events are kept.</summary>
    public FakeJournal Journal { get; } = new();

    /// <summary>Position of the newest durable event.</summary>
    public long DurablePosition => _host.DurablePosition;

    /// <summary>Why it has stopped, such as a journal that failed; null while it hasn't. <see cref="Restart"/> begins anew.</summary>
    public Exception? Failure => _host.Failure;

    /// <summary>Faults that the market survived, such as a policy that threw.</summary>
    public IReadOnlyList<Exception> Faults => _faults;

    /// <summary>SHA-256 of the whole state, 32 bytes: equal for equal histories.</summary>
    public byte[] ComputeStateHash()
    {
        using var hasher = new Memory.StateHasher(static () => { });
        _host.State.Save(hasher);
        return hasher.Finish();
    }

    /// <summary>Lets time pass; all that falls due meanwhile happens at its time.</summary>
    /// <param name="by">How much, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is below 0.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = Time.Elapsed + by;
        while (Time.Elapsed < end)
            Hop(end);
    }

    /// <summary>The market's process dies and another takes its place: what wasn't durable is gone, and all sessions are closed.</summary>
    /// <param name="downtime">How long there is none, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="downtime"/> is below 0.</exception>
    public void Restart(TimeSpan downtime = default)
    {
        Network.CutAll();
        Time.Advance(downtime);
        _host = Begin(out _archiver);
    }

    /// <summary>Lets time pass until something falls due, or to an end; and that happens.</summary>
    internal void Hop(TimeSpan end)
    {
        var left = end - Time.Elapsed;
        // A clock that was set runs slower: what is due is asked for again, at least a millisecond later.
        var due = _host.Failure is not null || _host.NextDue == long.MaxValue
            ? left
            : TimeSpan.FromMilliseconds(Math.Clamp(_host.NextDue - _host.Now, 1, 1 + (left.Ticks / TimeSpan.TicksPerMillisecond)));
        Time.Advance(due < left ? due : left);
        Settle(_host);
        if (_host.Failure is null && !Journal.IsWriting && Time.Elapsed >= _archiveDue)
            Archive();
    }

    private SimulatedHost Begin(out SimulatedArchiver archiver)
    {
        var host = new SimulatedHost(_ports, _faults.Add);
        host.Start(fromSnapshot: false);
        Settle(host);
        archiver = new SimulatedArchiver(host, _ports.Archive);
        return host;
    }

    private Outcome<T> Ask<T>(Command<T> command, IdempotencyKey? key = null)
    {
        command.Key = key;
        var outcome = command.Outcome;
        _host.Offer(command);
        Settle(_host);
        return outcome.IsCompleted
            ? outcome.Result
            : throw new InvalidOperationException("The answer waits for the journal, which holds what it was given.");
    }

    // As LocalMarket does: what is answered again may have left for the archive.
    private Outcome<JobReceipt> AskForJob(Command<JobReceipt> command, IdempotencyKey? key)
    {
        var outcome = Ask(command, key);
        return outcome.IsAccepted && outcome.Value is { Missing: not null } receipt
            ? JobReceipts.Complete(outcome, Blocking.Wait(_ports.Archive.GetAsync(receipt.Id, default)))
            : outcome;
    }

    private Outcome<DisputeRecord> AskForDispute(DisputeAnswer command, IdempotencyKey? key)
    {
        var outcome = Ask(command, key);
        return command.Missing is { } missing && Blocking.Wait(_ports.Archive.GetDisputeAsync(missing, default)) is { } archived
            ? new Outcome<DisputeRecord>(archived, outcome.Position) { Replayed = true }
            : outcome;
    }

    private Outcome<T> Refuse<T>(Refusal refusal) => new(refusal, DurablePosition);

    private static void Settle(SimulatedHost host)
    {
        do
        {
            host.Step();
            host.Clerk.Work();
        }
        while (host.HasWork);
    }

    // The first call asks, the second writes and has it removed, and so on until there is nothing more.
    private void Archive()
    {
        _archiveDue = Time.Elapsed + ArchiveInterval;
        do
        {
            _archiver.Work();
            Settle(_host);
        }
        while (_archiver.Work());
    }
}
