using PhantomParadox.Disputes;
using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Engine;

/// <summary>The one writer as a machine of steps: it decides, seals and releases, and waits for nothing. For one thread at a time.</summary>
/// <remarks>
/// <code>
/// Offer ─► Turn: decide, apply ─► open batch ─► sealed batch, out with the journal ─► Committed: release
/// </code>
/// One batch at most is out; while it is, the next one fills. What leaves the market waits in one line, in the order of decision, each
/// piece with the position of the newest event that it could have seen, and leaves when that position is durable.
/// </remarks>
internal sealed partial class MarketEngine
{
    /// <summary>Commands decided in one turn at most, the market's own among them.</summary>
    public const int TurnLimit = 128;

    /// <summary>Commands decided into one batch at most.</summary>
    public const int BatchLimit = 8_192;

    /// <summary>Bytes of frames from which on a batch takes no further command.</summary>
    public const int BatchSizeLimit = 1024 * 1024;

    private readonly IStateMachine _market;
    private readonly EventWriter _events = new();
    private readonly Decision _decision;
    private readonly EntropyBlocks _entropy;
    private readonly Ring<Waiting> _offered = new();
    private BatchWriter? _batches;
    private Command? _first;
    private long _inFlight;
    private int _openCommands;
    private long _now;
    private RefusalCode _afterFailure;

    /// <summary>Makes an engine.</summary>
    /// <param name="market">What it runs.</param>
    /// <param name="decision">Makes the one object that commands are decided with, around the engine's event writer.</param>
    /// <param name="transport">Where messages to agents go.</param>
    /// <param name="feed">Where events go that are watched.</param>
    /// <param name="entropy">Where chance comes from.</param>
    /// <param name="report">Told of faults that the market survives.</param>
    /// <param name="clerk">Does what disputes need from outside the loop; must not wait.</param>
    /// <param name="besides">
    /// Whether the thread pool may do beside the next decisions what needn't be done before them: let answers, messages and events leave, in
    /// their order, and ask for chance. Where not, what is durable has left when the call that made it so returns.
    /// </param>
    public MarketEngine(
        IStateMachine market,
        Func<EventWriter, Decision> decision,
        IAgentTransport transport,
        MarketFeed feed,
        IEntropy entropy,
        Action<Exception>? report = null,
        Action<CourtWork>? clerk = null,
        bool besides = false)
    {
        _clerk = clerk;
        _market = market;
        Replica = new Replica(market);
        _decision = decision(_events);
        _transport = transport;
        _feed = feed;
        _unreleased = new ReleaseLine(transport, feed, report, besides);
        _decision.Chance = _entropy = new EntropyBlocks(entropy, ahead: besides);
        _report = report;
    }

    /// <summary>What is wrong on purpose.</summary>
    public PlantedFault Planted { get; init; }

    /// <summary>Position of the newest durable event; 0 for none.</summary>
    public long DurablePosition { get; private set; }

    /// <summary>Commands offered and not decided yet.</summary>
    public int Offered => _offered.Count + (_first is null ? 0 : 1);

    /// <summary>Commands from outside that the last turn decided.</summary>
    public int DecidedFromOutside { get; private set; }

    /// <summary>Whether a batch is out with the journal.</summary>
    public bool IsCommitting => _inFlight != 0;

    /// <summary>Whether the open batch takes no further command.</summary>
    public bool IsFull => _openCommands >= BatchLimit || _events.BatchLength >= BatchSizeLimit;

    /// <summary>Why it has stopped; null while it hasn't.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether another turn at the time of the last one would decide something.</summary>
    public bool HasWork => Failure is null && !IsFull && (Offered > 0 || NextDue <= _now);

    /// <summary>The state and where it stands in the journal; before <see cref="Open"/> it may be loaded and take batches.</summary>
    public Replica Replica { get; }

    /// <summary>Applies one batch of the journal; before <see cref="Open"/>.</summary>
    /// <exception cref="JournalCorruptException">It can't be read, or doesn't follow the ones before.</exception>
    public void Recover(ReadOnlySpan<byte> batch) => Replica.Apply(batch);

    /// <summary>Begins to take commands, when all the journal is applied.</summary>
    /// <param name="head">Where the journal ends.</param>
    /// <param name="epoch">The term in which this engine writes.</param>
    /// <param name="first">
    /// The command before all others: it is decided before anything is due, so that a market which was down can grant more time first.
    /// </param>
    /// <exception cref="JournalCorruptException">What was applied doesn't end there.</exception>
    public void Open(JournalHead head, Epoch epoch, Command? first = null)
    {
        if (head.Position != Replica.Chain.Position)
            throw new JournalCorruptException($"Position {Replica.Chain.Position}: the journal says that it ends at {head.Position}.");
        if (!head.BatchHash.Span.SequenceEqual(Replica.Chain.Hash))
            throw new JournalCorruptException($"Position {head.Position}: the journal says another hash of its last batch.");

        DurablePosition = head.Position;
        _batches = new BatchWriter(_events, Replica.Chain, epoch);
        _first = first;
    }

    /// <summary>Takes a command; it is decided in one of the next turns. After a failure it is abandoned at once.</summary>
    public void Offer(Command command)
    {
        if (Failure is not null)
        {
            Abandon(command, _afterFailure);
            return;
        }

        // It was written by another processor: it comes while those before it are decided.
        CacheHint.Prefetch(command);
        _offered.Add() = new Waiting(command);
    }

    /// <summary>
    /// Decides some of what was offered, and before each of that what is due; then releases what can leave, and seals.
    /// </summary>
    /// <param name="now">The time, in milliseconds since 1970-01-01 UTC. An earlier one than before counts as the one before.</param>
    /// <returns>A batch to append, or null: there is nothing to append, or the batch before is still out.</returns>
    public EncodedBatch? Turn(long now)
    {
        _now = Planted == PlantedFault.TimeGoesBack ? now : Math.Max(now, Math.Max(_now, _market.Time));
        DecidedFromOutside = 0;
        Foresee();
        for (var left = TurnLimit; Failure is null && ((left > 0 && !IsFull) || MustFollowUp); left--)
        {
            if (_first is { } first)
            {
                _first = null;
                Decide(first);
            }
            else if (NextOwn() is { } own)
            {
                DecideOwn(own);
            }
            else if (_offered.Count > 0)
            {
                DecidedFromOutside++;
                Decide(_offered.Take().Command);
            }
            else
            {
                break;
            }
        }

        ReleaseDurable();
        return Seal();
    }

    /// <summary>Seals the open batch, if it has events and no other one is out.</summary>
    public EncodedBatch? Seal()
    {
        if (Failure is not null || IsCommitting || _events.BatchCount == 0)
            return null;

        var batch = (_batches ?? throw new InvalidOperationException("The engine isn't open.")).Seal(_market.Time);
        _inFlight = batch.LastPosition;
        _openCommands = 0;
        return batch;
    }

    /// <summary>The batch that was out is durable: releases what waited for it.</summary>
    /// <param name="position">Position of its last event.</param>
    /// <exception cref="InvalidOperationException">No batch is out that ends there.</exception>
    public void Committed(long position)
    {
        MarkDurable(position);
        ReleaseDurable();
    }

    /// <summary>The batch that was out is durable: the next one can go out. What waited for it leaves with <see cref="ReleaseDurable"/>.</summary>
    /// <inheritdoc cref="Committed"/>
    public void MarkDurable(long position)
    {
        if (!IsCommitting || position != _inFlight)
            throw new InvalidOperationException($"A batch up to {position} is durable, where one up to {_inFlight} is out.");

        _inFlight = 0;
        _batches!.Release();
        DurablePosition = position;
    }

    /// <summary>Stops: what hasn't left is abandoned, and so is all that is offered later.</summary>
    /// <param name="cause">Why.</param>
    /// <param name="code">What callers hear whose commands changed nothing.</param>
    public void Failed(Exception cause, RefusalCode code = RefusalCode.StorageUnavailable)
    {
        if (Failure is not null)
            return;

        Failure = cause;
        _afterFailure = code;
        AbandonUnreleased();
        if (_first is { } first)
            Abandon(first, code);
        while (_offered.Count > 0)
            Abandon(_offered.Take().Command, code);
    }

    private readonly record struct Waiting(Command Command);
}
