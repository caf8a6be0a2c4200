using PhantomParadox.Agents;
using PhantomParadox.Disputes;
using PhantomParadox.Engine;
using PhantomParadox.Idempotency;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;
using PhantomParadox.Journal;
using PhantomParadox.Memory;
using PhantomParadox.Payments;
using PhantomParadox.Reputation;
using PhantomParadox.Scheduling;

namespace PhantomParadox;

/// <summary>The state machine: holds the state, applies events to it, and says what is due. Commands decide against it.</summary>
internal sealed partial class Market : IStateMachine
{
    private readonly AgentApplier _agentApplier;
    private readonly DisputeApplier _disputeApplier;
    private readonly CourtApplier _courtApplier;
    private readonly TreasuryApplier _treasuryApplier;
    private readonly EffectWriter _effects;
    private readonly FeedWriter _feed;

    public Market(MarketOptions options, IReputationPolicy reputation, IAgentScorer scorer)
    {
        Options = options;
        Reputation = reputation;
        Scorer = scorer;
        Texts = new InternedTexts(Blobs);
        Wallets = new Wallets(Blobs);
        Ledger = new Ledger(Wallets, () => Time);
        Payouts = new PayoutBook(Blobs);
        Deposits = new DepositBook(Blobs);
        Jobs = new JobBook(Blobs);
        Disputes = new DisputeBook(Blobs);
        Index = new MatchingIndex(options.Scheduling.BucketWidth);
        Work = new PendingWork(this);
        _agentApplier = new AgentApplier(this);
        JobEvents = new JobApplier(this);
        _disputeApplier = new DisputeApplier(this);
        _courtApplier = new CourtApplier(this);
        _treasuryApplier = new TreasuryApplier(this);
        _effects = new EffectWriter(this);
        _feed = new FeedWriter(this);
    }

    public MarketOptions Options { get; }

    public IReputationPolicy Reputation { get; }

    public IAgentScorer Scorer { get; }

    /// <summary>What is wrong on purpose.</summary>
    public PlantedFault Planted { get; init; }

    public BlobHeap Blobs { get; } = new();

    public InternedTexts Texts { get; }

    public Wallets Wallets { get; }

    public AgentBook Agents { get; } = new();

    public JobBook Jobs { get; }

    /// <summary>Spares reading back what was just posted; no part of the state.</summary>
    public RecentSpecs RecentSpecs { get; } = new();

    public DisputeBook Disputes { get; }

    public CourtBook Court { get; } = new();

    public Ledger Ledger { get; }

    /// <summary>What came in and went out.</summary>
    public TreasurySums Sums { get; } = new();

    public PayoutBook Payouts { get; }

    public DepositBook Deposits { get; }

    public PairCredits Credits { get; } = new();

    public MatchingIndex Index { get; }

    /// <summary>The keys under which commands were carried out.</summary>
    public IdempotencyBook Keys { get; } = new();

    /// <summary>The agents that can be drawn for a jury, at any time.</summary>
    public JuryPool Pool { get; } = new();

    /// <summary>Rounds whose pool is too large to stand in the journal: frozen copies, by slot of the round.</summary>
    public LargePools LargePools { get; } = new();

    public PendingWork Work { get; }

    public JobApplier JobEvents { get; }

    /// <summary>Position of the newest event applied; 0 for none.</summary>
    public long Position { get; private set; }

    /// <summary>Time of the newest event applied, in milliseconds since 1970-01-01 UTC; 0 for none.</summary>
    public long Time { get; private set; }

    /// <summary>How long the market has stood still in all, in milliseconds.</summary>
    public long Downtime { get; private set; }

    /// <summary>The last place given in the line of idle agents.</summary>
    public ulong LastWaitOrder { get; private set; }

    public long NextDue => Work.NextDue;

    public bool HasFollowUps => Work.HasFollowUps;

    public Command? NextWork(long now) => Work.Next(now);

    public ulong NextWaitOrder() => LastWaitOrder += Planted == PlantedFault.UnorderedHash ? PlantedOrder.StepAfter(LastWaitOrder) : 1;

    /// <summary>Market time, which stands still while the market is down.</summary>
    public long ToMarketTime(long time) => time - Downtime;

    /// <summary>The time at which market time will read so, if the market stays up.</summary>
    public long FromMarketTime(long marketTime) => marketTime + Downtime;

    public void Apply(ReadOnlySpan<byte> frame)
    {
        var reader = new FrameReader(frame);
        if (reader.Sequence != Position + 1 || (reader.Time < Time && Planted != PlantedFault.TimeGoesBack))
            throw OutOfOrder(reader.Sequence, reader.Time);
        Time = reader.Time;
        while (reader.MoveNext())
        {
            ApplyEvent(ref reader);
            Position = reader.Position;
        }
        JobEvents.EndFrame();
    }

    public AgentMessage Describe(in Effect effect) => _effects.Describe(effect);

    public void Describe(ReadOnlySpan<byte> frame, List<MarketEvent> destination) => _feed.Describe(frame, destination);

    private void ApplyEvent(scoped ref FrameReader reader)
    {
        switch (reader.Tag)
        {
            case EventTag.MarketCreated:
                Create(ref reader);
                break;
            case EventTag.HostStarted:
                Start(ref reader);
                break;
            case EventTag.KeyRemembered:
                Remember(ref reader);
                break;
            case EventTag.KeysForgotten:
                Forget(ref reader);
                break;
            case EventTag.MoneyMoved:
                JobEvents.Move(ref reader);
                break;
            case < EventTag.JobPosted:
                _agentApplier.Apply(ref reader, Time);
                break;
            case < EventTag.MoneyMoved:
                JobEvents.Apply(ref reader, Time);
                break;
            case < EventTag.DisputeOpened:
                _treasuryApplier.Apply(ref reader, Time);
                break;
            case < EventTag.RoundOpened:
                _disputeApplier.Apply(ref reader, Time);
                break;
            default:
                _courtApplier.Apply(ref reader, Time);
                break;
        }
    }

    private JournalCorruptException OutOfOrder(long sequence, long time) => new(
        sequence != Position + 1
            ? $"Position {sequence} can't follow {Position}."
            : $"Position {sequence}: time goes back from {Time} to {time}.");

    private void Create(scoped ref FrameReader reader)
    {
        var happened = reader.Read<MarketCreated>();
        Texts.SetKey(happened.Key);
        Wallets.SetKey(happened.Key);
        Keys.SetKey(happened.Key);
        Deposits.SetKey(happened.Key);
        JobTypes.Intern(Texts);
    }

    private void Start(scoped ref FrameReader reader)
    {
        var happened = reader.Read<HostStarted>();
        Downtime += happened.Downtime;
        Agents.BeginBoot(happened.Boot);
        Index.ClearAgents();
        Pool.Clear();
        Work.BeginBoot();
    }

    private void Remember(scoped ref FrameReader reader) => Keys.Remember(reader.Read<KeyRemembered>(), ToMarketTime(Time));

    private void Forget(scoped ref FrameReader reader) => Keys.Forget(reader.Read<KeysForgotten>().Count);
}
