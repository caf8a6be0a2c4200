using PhantomParadox.Disputes;
using PhantomParadox.Engine;

namespace PhantomParadox.Core.Tests.Markets.Model;

/// <summary>A market under the real engine, driven from one thread: what is offered is decided and durable on return.</summary>
internal sealed class EngineRig : IAgentTransport, IBeaconStock
{
    private readonly ulong _seed;
    private readonly long _firstPiece;
    private readonly ulong _term;
    private readonly ProbedMarket _probe;
    private readonly Action<Market>? _afterFrame;
    private readonly IReputationPolicy _reputation;
    private readonly IAgentScorer _scorer;
    private long _decided;
    private long _out;
    private bool _found;

    private EngineRig(
        MarketOptions options, IReputationPolicy reputation, IAgentScorer scorer, ulong seed, long firstPiece, ulong term, long now,
        List<byte[]> batches, Action<Market>? afterFrame)
    {
        (Options, _seed, _firstPiece, _term, Now, Batches, _afterFrame) = (options, seed, firstPiece, term, now, batches, afterFrame);
        (_reputation, _scorer) = (reputation, scorer);
        State = new Market(options, reputation, scorer);
        _probe = new ProbedMarket(State, afterFrame);
        Engine = new MarketEngine(
            _probe, events => new Decision(State, events, this), this, Feed, new PieceEntropy(seed, firstPiece), Faults.Add, Do);
    }

    public MarketOptions Options { get; }

    public Market State { get; }

    public MarketEngine Engine { get; }

    public MarketFeed Feed { get; } = new();

    public long Now { get; set; }

    /// <summary>Whether a batch waits for <see cref="Commit"/>.</summary>
    public bool Holds { get; set; }

    /// <summary>Whether no reference is to be had.</summary>
    public bool HasNone { get; set; }

    /// <summary>Whether no value is revealed.</summary>
    public bool Withholds { get; set; }

    public List<byte[]> Batches { get; }

    public List<Exception> Faults { get; } = [];

    public List<(SessionId Session, AgentMessage Message)> Delivered { get; } = [];

    public static EngineRig Start(
        MarketOptions options, ulong seed, long now, Action<Market>? afterFrame = null, IReputationPolicy? reputation = null,
        IAgentScorer? scorer = null)
    {
        var policy = reputation ?? (options.Reputation.Policy == ReputationPolicyKind.Seed
            ? new SeedReputation()
            : new BetaReputation(options.Reputation.HalfLife, options.Payments.ReferenceAmount));
        var rig = new EngineRig(options, policy, scorer ?? new ReputationScorer(), seed, 0, 1, now, [], afterFrame);
        rig.Open(new StartHost(0));
        return rig;
    }

    /// <summary>Another host's market, after this one's has stopped for a time.</summary>
    public EngineRig Restart(long downtime)
    {
        var rig = new EngineRig(
            Options, _reputation, _scorer, _seed, Pieces, _term + 1, Math.Max(Now, State.Time) + downtime, Batches, _afterFrame);
        rig.Recover();
        rig.Open(new StartHost(rig.Now - State.Time));
        return rig;
    }

    /// <summary>A market that was restored here and goes on as if it had been this one.</summary>
    public EngineRig Restore(Action<Market>? afterFrame = null)
    {
        var rig = new EngineRig(Options, _reputation, _scorer, _seed, Pieces, _term, Now, [.. Batches], afterFrame);
        rig.Recover();
        rig.State.Work.DropFollowUps();
        rig.Open(first: null);
        return rig;
    }

    public TCommand Do<TCommand>(TCommand command)
        where TCommand : Command
    {
        Engine.Offer(command);
        Settle();
        return command;
    }

    public void Advance(long milliseconds)
    {
        Now += milliseconds;
        Settle();
    }

    /// <summary>Makes the batch that is out durable, and what was decided since.</summary>
    public void Commit()
    {
        Holds = false;
        Engine.Committed(_out);
        Settle();
    }

    // Every fifth time none is at hand at first. Which one comes depends on the state alone, so that a restored market goes on the same.
    public bool TryTake(out BeaconReference reference)
    {
        var round = State.Court.NextRound;
        var index = round.Slot + round.Generation;
        reference = new BeaconReference($"test:{index}", (ulong)index);
        return !HasNone && (index % 5 != 0 || _found);
    }

    private void Do(CourtWork work)
    {
        switch (work)
        {
            case CourtWork.FindBeacon find when !HasNone:
                _found = true;
                Engine.Offer(new ResumeDispute(find.Subject));
                break;
            case CourtWork.HashPool hash:
                Engine.Offer(new CommitPool(hash.Subject, hash.Round, hash.Source, new RoundPool(hash.Pool.Sort())));
                break;
            case CourtWork.Reveal reveal when reveal.Source.Index % 11 != 0 && !Withholds:
                Engine.Offer(new RevealSeed(reveal.Round, TestBeacon.ValueOf(reveal.Source)));
                break;
        }
    }

    public void Deliver(SessionId session, AgentMessage message) => Delivered.Add((session, message));

    private long Pieces => _firstPiece + _decided + _probe.Own;

    private void Recover()
    {
        foreach (var batch in Batches)
            Engine.Recover(batch);
    }

    private void Open(Command? first)
    {
        var hash = Batches.Count == 0 ? new byte[32] : System.Security.Cryptography.SHA256.HashData(Batches[^1]);
        var epoch = new Epoch(_term, _seed);
        Engine.Open(new JournalHead(State.Position, hash, epoch), epoch, first);
        _decided += first is null ? 0 : 1;
        Settle();
    }

    private void Settle()
    {
        do
        {
            var batch = Engine.Turn(Now);
            _found = false;
            _decided += Engine.DecidedFromOutside;
            if (batch is not { } made)
                continue;
            Batches.Add(made.Bytes.ToArray());
            _out = made.LastPosition;
            if (Holds)
                continue;
            Engine.Committed(made.LastPosition);
        }
        while (Engine.HasWork);
    }
}
