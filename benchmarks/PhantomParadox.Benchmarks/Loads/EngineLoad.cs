using System.Diagnostics;
using PhantomParadox.Agents;
using PhantomParadox.Engine;
using PhantomParadox.Jobs;
using PhantomParadox.Reputation;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>
/// The same lives of jobs, given to the engine by the one thread that also takes its turns: what the market itself costs, without
/// a channel, other threads, or a scheduler that takes the processor away.
/// </summary>
internal sealed class EngineLoad : IAgentTransport
{
    private readonly Cast _cast;
    private readonly MarketEngine _engine;
    private readonly List<Assigned> _leases = [];
    private readonly Command<JobReceipt>[] _commands;
    private long _now = 1_767_225_600_000;
    private Exception? _fault;

    /// <param name="agents">How many are online.</param>
    /// <param name="inFlight">Lifecycles side by side, each of a buyer of its own.</param>
    public EngineLoad(int agents, int inFlight)
    {
        _commands = new Command<JobReceipt>[inFlight];
        _cast = new Cast(agents, inFlight);
        var options = new MarketOptions();
        var policy = new BetaReputation(options.Reputation.HalfLife, options.Payments.ReferenceAmount);
        var market = new Market(options, policy, new ReputationScorer());
        _engine = new MarketEngine(
            market, events => new Decision(market, events), this, new MarketFeed(), new SystemEntropy(), fault => _fault = fault);
        _engine.Open(new JournalHead(0, new byte[32], default), new Epoch(1, 1), new StartHost(0));
        for (var agent = 0; agent < agents; agent++)
        {
            _engine.Offer(new OpenSession(Cast.SessionOf(agent), _cast.ProfileOf(agent)));
            if (_engine.Offered == MarketEngine.TurnLimit)
                TakeTurns();
        }

        TakeTurns();
        Forget();
    }

    /// <summary>How long each turn took, in ticks of <see cref="Stopwatch"/>.</summary>
    public List<long> Turns { get; } = new(1 << 22);

    /// <summary>How long each round took to post its jobs, to begin, to complete and to approve them, in the same ticks.</summary>
    public List<long>[] Phases { get; } = [new(1 << 16), new(1 << 16), new(1 << 16), new(1 << 16)];

    public void Deliver(SessionId session, AgentMessage message)
    {
        if (message is AgentMessage.JobAssigned { Job: var job })
            _leases.Add(new Assigned(job.Id, _cast.WalletOf(session), job.Spec.Buyer));
    }

    /// <summary>Forgets what was timed so far.</summary>
    public void Forget()
    {
        Turns.Clear();
        foreach (var phase in Phases)
            phase.Clear();
    }

    /// <summary>Runs one round: as many lifecycles as the load has in flight.</summary>
    public int Run()
    {
        _now++;
        _leases.Clear();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < _commands.Length; i++)
            Offer(i, PostJob.For(_cast.SpecOf(i), ReadBack.Receipt));
        started = Await(0, started);
        for (var i = 0; i < _commands.Length; i++)
            Offer(i, ReportProgress.For(_leases[i].Job, _leases[i].Wallet, Cast.Begun, ReadBack.Receipt));
        started = Await(1, started);
        for (var i = 0; i < _commands.Length; i++)
            Offer(i, CompleteJob.For(_leases[i].Job, _leases[i].Wallet, Cast.Done, ReadBack.Receipt));
        started = Await(2, started);
        for (var i = 0; i < _commands.Length; i++)
            Offer(i, ApproveJob.For(_leases[i].Job, _leases[i].Buyer, ReadBack.Receipt));
        Await(3, started);
        return _commands.Length;
    }

    /// <summary>Runs a number of lifecycles at least and lets the archive have them: what comes then finds memory that was used before.</summary>
    public void Warm(int lifecycles)
    {
        for (var done = 0; done < lifecycles;)
            done += Run();
        _now += (long)TimeSpan.FromHours(1).TotalMilliseconds;
        while (Ask(new DueForArchive()) is { Count: > 0 } due)
            Ask(new ArchiveJobs([.. due.Select(ended => ended.Job.Id)]));
    }

    private T Ask<T>(Command<T> command)
    {
        _engine.Offer(command);
        TakeTurns();
        return command.Outcome.GetAwaiter().GetResult().Value;
    }

    private void Offer(int place, Command<JobReceipt> command)
    {
        _commands[place] = command;
        _engine.Offer(command);
    }

    // Returns when the next phase begins.
    private long Await(int phase, long started)
    {
        TakeTurns();
        foreach (var command in _commands)
            _ = command.Outcome.GetAwaiter().GetResult().Value;
        if (_fault is { } fault)
            throw new InvalidOperationException("The market met a fault under load.", fault);
        var ended = Stopwatch.GetTimestamp();
        Phases[phase].Add(ended - started);
        return ended;
    }

    private void TakeTurns()
    {
        while (_engine.HasWork)
        {
            var started = Stopwatch.GetTimestamp();
            var batch = _engine.Turn(_now);
            Turns.Add(Stopwatch.GetTimestamp() - started);
            if (batch is { } durable)
                _engine.Committed(durable.LastPosition);
        }
    }
}
