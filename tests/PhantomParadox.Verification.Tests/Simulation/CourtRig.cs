using PhantomParadox.Core.Tests.Markets.Model;
using PhantomParadox.Disputes;
using PhantomParadox.Engine;

namespace PhantomParadox.Verification.Tests.Simulation;

/// <summary>A market under the real engine, driven from one thread, whose chance comes from a real hash chain.</summary>
internal sealed class CourtRig : IAgentTransport, IBeaconStock
{
    private const int Links = 256;

    private readonly HashChainBeacon _chain;
    private readonly List<Exception> _faults = [];
    private ulong _sessions;

    public CourtRig(MarketOptions options, ulong seed)
    {
        _chain = new HashChainBeacon(Digest.Of(BitConverter.GetBytes(seed)).Bytes, 1, Links);
        State = new Market(
            options,
            options.Reputation.Policy == ReputationPolicyKind.Seed
                ? new SeedReputation()
                : new BetaReputation(options.Reputation.HalfLife, options.Payments.ReferenceAmount),
            new ReputationScorer());
        Engine = new MarketEngine(
            State, events => new Decision(State, events, this), this, new MarketFeed(), new PieceEntropy(seed, 0), _faults.Add, Do);
        var epoch = new Epoch(1, seed);
        Engine.Open(new JournalHead(0, new byte[32], epoch), epoch, new StartHost(0));
        Settle();
    }

    public Market State { get; }

    public Digest Tip => _chain.Tip;

    /// <summary>Whether values of the chain come.</summary>
    public bool Reveals { get; set; } = true;

    /// <summary>Whether there is a next value of the chain to refer to.</summary>
    public bool HasBeacon { get; set; } = true;

    /// <summary>Pools that are too large for the journal, by round of their dispute.</summary>
    public Dictionary<(DisputeId Dispute, int Round), RoundPool> LargePools { get; } = [];

    public long Now { get; private set; } = 1_767_000_000_000;

    private MarketEngine Engine { get; }

    public TCommand Do<TCommand>(TCommand command)
        where TCommand : Command
    {
        Engine.Offer(command);
        Settle();
        return command;
    }

    public SessionId Connect(AgentProfile profile)
    {
        var session = new SessionId(++_sessions);
        Do(new Agents.OpenSession(session, profile));
        return session;
    }

    public void Advance(long milliseconds)
    {
        Now += milliseconds;
        Settle();
    }

    public bool TryTake(out BeaconReference reference)
    {
        reference = default;
        if (!HasBeacon || !_chain.TryTake(out var index))
            return false;
        reference = new BeaconReference(_chain.NameOf(index), (ulong)index);
        return true;
    }

    public void Deliver(SessionId session, AgentMessage message)
    {
    }

    private void Do(CourtWork work)
    {
        switch (work)
        {
            case CourtWork.HashPool hash:
                var pool = new RoundPool(hash.Pool.Sort());
                // As it comes back from an archive.
                LargePools[(hash.Dispute, hash.Number)] = RoundPool.Read(pool.Encode());
                Engine.Offer(new CommitPool(hash.Subject, hash.Round, hash.Source, pool));
                break;
            case CourtWork.Reveal reveal when Reveals:
                Engine.Offer(new RevealSeed(reveal.Round, _chain.Reveal((int)reveal.Source.Index)));
                break;
        }
    }

    private void Settle()
    {
        do
        {
            if (Engine.Turn(Now) is { } batch)
                Engine.Committed(batch.LastPosition);
        }
        while (Engine.HasWork);
        Assert.Empty(_faults);
    }
}
