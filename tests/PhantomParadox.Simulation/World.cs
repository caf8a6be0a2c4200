using PhantomParadox.Core.Tests.Markets.Model;
using PhantomParadox.Simulation.Checks;
using PhantomParadox.Simulation.Faults;
using PhantomParadox.Testing;
using PhantomParadox.Testing.Running;

namespace PhantomParadox.Simulation;

/// <summary>All that a simulation is made of: a market's host, what outlives it, what was asked and answered, and the checks.</summary>
internal sealed class World
{
    [ThreadStatic]
    private static (StateCopy Live, StateCopy Kept)? _copies;

    private readonly List<Request> _open = [];
    private readonly List<Exception> _faults = [];
    private readonly CheckedNetwork _transport;
    private readonly Books _books = new();
    private readonly StateCopy _live;
    private readonly StateCopy _kept;
    private bool _isRecovering;
    private long _bootTime;
    private TimeSpan _bootElapsed;
    private long _lastPosition;
    private long _lastTime;

    public World(ulong seed, PlantedFault planted)
    {
        Chance = new SeededChance(seed);
        (_live, _kept) = _copies ??= (new StateCopy(), new StateCopy());
        Options = DrawOptions(Chance);
        Network = new FakeNetwork(Chance.Fork());
        _transport = new CheckedNetwork(Network);
        Ports = new SimulatedPorts
        {
            Options = Options,
            Time = Time,
            Journal = Journal,
            Beacon = Beacon,
            Transport = _transport,
            Snapshots = Snapshots,
            Entropy = Chance.Fork(),
            AfterFrame = Look,
            Planted = planted,
        };
        Journal.SkipsEpochCheck = planted == PlantedFault.SkippedEpochCheck;
        Shadow = new Shadow(Ports);
        Acknowledged = new Acknowledged(Ports.Archive);
        _transport.Look(Shadow, Acknowledged);
        Keys = new KnownKeys((long)Options.Limits.IdempotencyWindow.TotalMilliseconds);
    }

    public SeededChance Chance { get; }

    public MarketOptions Options { get; }

    public SimulatedPorts Ports { get; }

    public VirtualTime Time { get; } = new();

    public FakeJournal Journal { get; } = new();

    public FakeBeacon Beacon { get; } = new();

    public FakeNetwork Network { get; }

    public SnapshotDisk Snapshots { get; } = new();

    /// <summary>Up to where the journal has been trimmed.</summary>
    public long Forgotten { get; set; }

    public Shadow Shadow { get; }

    public Acknowledged Acknowledged { get; }

    public KnownKeys Keys { get; }

    public Coverage Coverage { get; } = new();

    /// <summary>The present host; null while there is none.</summary>
    public SimulatedHost? Host { get; private set; }

    public SimulatedArchiver? Archiver { get; private set; }

    /// <summary>How many hosts there have been.</summary>
    public int Lives { get; private set; }

    /// <summary>Requests without an answer.</summary>
    public int Open => _open.Count;

    /// <summary>The state that the present host decides on.</summary>
    public Market State => Host!.State;

    public long Now => Host!.Now;

    /// <summary>Asks something of the market, if there is one.</summary>
    public void Ask<T>(
        Command<T> command, string state, Action<Outcome<T>>? then = null, int? attempt = null, KeyedName? key = null)
    {
        if (Host is null)
            return;
        if (key is not null)
        {
            command.Key = key.ToKey();
            Keys.Asked(key);
        }
        _open.Add(new Request<T>(command.Outcome, then)
        {
            Command = command.GetType().Name.Split('`')[0],
            State = state,
            Floor = Acknowledged.Position,
            AskedAt = State.ToMarketTime(Now),
            Key = key,
            Attempt = attempt,
        });
        Host.Offer(command);
    }

    /// <summary>Something was refused before it reached the market.</summary>
    public void Refused(string command, Refusal refusal) => Coverage.Count(command, "-", refusal.Code.ToString());

    /// <summary>Lets the host take a step, and looks at what came of it.</summary>
    public void Step()
    {
        if (Host is null)
            return;
        Host.Step();
        Collect();
        Rethrow();
        if (Host.Failure is { } failure)
        {
            Check.That(failure is IOException, $"The market has stopped: {failure.Message}");
            Coverage.Count("(host)", "running", "journal failed");
            Check.That(_open.Count == 0, "The market has stopped, and some have no answer.");
            End();
            return;
        }
        Overdue.Check(Host, _bootTime);
    }

    /// <summary>The host's process dies at once: nobody gets an answer any more.</summary>
    public void Kill()
    {
        foreach (var request in _open)
        {
            Coverage.Count(request.Command, request.State, "unanswered");
            if (request.Key is { } key)
                Keys.Unanswered(key);
        }
        _open.Clear();
        End();
    }

    /// <summary>Starts a host, and holds what it has read against all that was told.</summary>
    public void Start(bool fromSnapshot)
    {
        Shadow.CatchUp();
        var host = new SimulatedHost(Ports, _faults.Add);
        _isRecovering = true;
        try
        {
            host.Start(fromSnapshot, CheckRecovered);
        }
        finally
        {
            _isRecovering = false;
        }
        Lives++;
        _lastPosition = 0;
        (_bootTime, _bootElapsed) = (host.Now, Time.Elapsed);
        _books.Renew();
        _lastTime = host.State.Time;
        Host = host;
        Archiver = new SimulatedArchiver(host, Ports.Archive);
    }

    /// <summary>Where all is durable, the live state and what the journal leads to are one.</summary>
    public void Compare()
    {
        if (Host is null)
            return;
        Invariants.Check(State);
        if (!Host.IsDurable)
            return;
        Shadow.CatchUp();
        Check.That(State.Position == Shadow.Position, "The market and its journal end at different positions.");
        Check.That(IsShadow(State), "The journal leads to another state than the market's.");
    }

    /// <summary>Whether a state is, to the byte, the one that the journal leads to.</summary>
    public bool IsShadow(Market market) => _live.Of(market).Bytes.SequenceEqual(_kept.Of(Shadow.State).Bytes);

    public static byte[] HashOf(Market market)
    {
        using var hasher = new Memory.StateHasher(static () => { });
        market.Save(hasher);
        return hasher.Finish();
    }

    private void CheckRecovered(Market market)
    {
        Check.That(market.Position == Shadow.Position, "A start has not read the whole journal.");
        Check.That(IsShadow(market), "A start has led to another state than the journal.");
        Invariants.Check(market);
        Acknowledged.CheckKept(market);
        Keys.CheckKept(market);
    }

    private void End()
    {
        Host = null;
        Archiver = null;
        Network.CutAll();
    }

    private void Collect()
    {
        while (_open.Count > 0 && _open.FindIndex(request => request.IsDone) is >= 0 and var index)
        {
            var request = _open[index];
            _open.RemoveAt(index);
            var answer = request.Take();
            Coverage.Count(request.Command, request.State, answer.Name);
            Look(request, answer);
            request.Tell();
        }
    }

    private void Look(Request request, in Answer answer)
    {
        Shadow.CatchUp();
        Check.That(answer.Position <= Shadow.Position, $"{request.Command} was answered at {answer.Position}; durable is {Shadow.Position}.");
        Check.That(answer.Position >= request.Floor, $"{request.Command} was answered at {answer.Position}; {request.Floor} was known.");
        Check.That(answer.Refusal != RefusalCode.InternalError, $"{request.Command} met a fault.");
        if (!answer.IsLost)
        {
            Check.That(answer.Position >= _lastPosition, "The positions of answers go back.");
            _lastPosition = answer.Position;
            Acknowledged.Saw(answer.Position);
        }
        if (request.Key is { } key)
        {
            Keys.Answered(
                key, answer, request.AskedAt, State.ToMarketTime(Now), _open.TrueForAll(other => other.Key?.Full != key.Full));
        }
        if (answer.Receipt is not { } receipt || receipt.Status == default)
            return;
        Check.That(answer.Replayed || request.Attempt is not { } attempt || receipt.Attempt == attempt, "A lease that was over was honoured.");
        Acknowledged.Saw(
            receipt.Id, receipt.Attempt, receipt.Paid,
            receipt.Settlement is Settlement.Released or Settlement.Refunded or Settlement.Split);
        if (request.Command == "CompleteJob" && receipt.Status == JobStatus.Completed && !answer.Replayed)
            Acknowledged.Completed(receipt.Id);
    }

    private void Look(Market market, Command? own)
    {
        if (_isRecovering || Host is null)
            return;
        _books.Look(market, own);
        Check.That(market.Time >= _lastTime, "The market's time has gone back.");
        _lastTime = market.Time;
        var passed = (long)(Time.Elapsed - _bootElapsed).TotalMilliseconds;
        Check.That(market.Time <= _bootTime + passed + (passed / 10) + 1, "The market's time has run ahead of the time that passed.");
    }

    private void Rethrow()
    {
        if (_faults.Count > 0)
            throw new SimulationFailedException($"The market has met a fault: {_faults[0].Message}", _faults[0]);
    }

    private static MarketOptions DrawOptions(SeededChance chance)
    {
        var isSmall = chance.OneIn(2);
        return new MarketOptions
        {
            Jobs = { Retention = chance.OneIn(2) ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(5) },
            Limits =
            {
                EvidencePerParty = 2, OpenJobsPerBuyer = chance.Between(8, 40), IdempotencyKeys = chance.Between(10, 200),
                IdempotencyKeysPerWallet = 60, IdempotencyWindow = TimeSpan.FromHours(chance.Between(1, 24)),
            },
            Payments = { Streaming = chance.OneIn(2), StreamingCappedByTime = chance.OneIn(2), StreamingHoldback = chance.OneIn(2) ? 50 : 0, FeeBps = chance.OneIn(3) ? 250 : 0 },
            Jury =
            {
                Size = isSmall ? 3 : 10, Consensus = isSmall ? 2 : 8, MinScore = 0,
                Cooldown = chance.OneIn(2) ? TimeSpan.Zero : TimeSpan.FromMinutes(10), ExcludeRelated = chance.OneIn(2),
                AppealWindow = chance.OneIn(4) ? TimeSpan.Zero : TimeSpan.FromMinutes(60),
            },
            Reputation = { Policy = chance.OneIn(2) ? ReputationPolicyKind.Seed : ReputationPolicyKind.Beta },
        };
    }
}
