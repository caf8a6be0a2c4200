using System.Diagnostics;
using System.Security.Cryptography;
using PhantomParadox.Agents;
using PhantomParadox.Disputes;
using PhantomParadox.Engine;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;
using PhantomParadox.Queries;
using PhantomParadox.Reputation;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Disputes one after another in a market in which everybody could judge; the one thread that takes the turns does the rest too.</summary>
internal sealed class JuryLoad : IAgentTransport, IBeaconStock
{
    private readonly Market _market;
    private readonly MarketEngine _engine;
    private readonly Queue<CourtWork> _works = new();
    private long _now = 1_767_225_600_000;
    private ulong _references;
    private AgentMessage.JobAssigned? _assigned;
    private string _worker = "";
    private readonly Cast _cast;
    private Exception? _fault;

    public JuryLoad(int agents)
    {
        _cast = new Cast(agents, 1);
        var options = new MarketOptions { Jury = { MinScore = 0, Cooldown = TimeSpan.Zero, AppealWindow = TimeSpan.Zero } };
        _market = new Market(
            options, new BetaReputation(options.Reputation.HalfLife, options.Payments.ReferenceAmount), new ReputationScorer());
        _engine = new MarketEngine(
            _market, events => new Decision(_market, events, this), this, new MarketFeed(), new SystemEntropy(), fault => _fault = fault,
            _works.Enqueue);
        _engine.Open(new JournalHead(0, new byte[32], default), new Epoch(1, 1), new StartHost(0));
        for (var agent = 0; agent < agents; agent++)
        {
            _engine.Offer(new OpenSession(Cast.SessionOf(agent), _cast.ProfileOf(agent)));
            if (_engine.Offered == MarketEngine.TurnLimit)
                Settle();
        }
        Settle();
    }

    public int Candidates => _market.Pool.Count;

    public bool TryTake(out BeaconReference reference)
    {
        reference = new BeaconReference($"bench:{++_references}", _references);
        return true;
    }

    public void Deliver(SessionId session, AgentMessage message)
    {
        if (message is AgentMessage.JobAssigned assigned)
            (_assigned, _worker) = (assigned, _cast.WalletOf(session));
    }

    /// <summary>Plays one dispute from the job to its end.</summary>
    public JuryFigures Play()
    {
        var figures = new JuryFigures();
        Do(PostJob.For(_cast.SpecOf(0), ReadBack.Receipt));
        var job = _assigned!.Job.Id;
        Do(CompleteJob.For(job, _worker, Cast.Done, ReadBack.Receipt));
        // A full collection now is none later, in a turn that is measured.
        GC.Collect();
        GC.WaitForPendingFinalizers();

        var opened = new RejectJob(job, _cast.SpecOf(0).Buyer, "no", DisputeCategory.Other);
        figures.Freeze = Do(opened);
        var dispute = opened.Outcome.GetAwaiter().GetResult().Value.Id;

        var hash = (CourtWork.HashPool)_works.Dequeue();
        var started = Stopwatch.GetTimestamp();
        var pool = new RoundPool(hash.Pool.Sort());
        figures.PoolBytes = pool.Encode().Length;
        figures.Root = Stopwatch.GetElapsedTime(started);

        figures.Commit = Do(new CommitPool(hash.Subject, hash.Round, hash.Source, pool));
        var reveal = (CourtWork.Reveal)_works.Dequeue();
        figures.Draw = Do(new RevealSeed(reveal.Round, new Digest(SHA256.HashData(BitConverter.GetBytes(_references)))));
        Judge(dispute, reveal.Round.Slot);
        Prove(dispute, pool, figures);
        return figures;
    }

    private void Judge(DisputeId dispute, int round)
    {
        List<AgentId> jurors = [];
        for (var link = _market.Court.Rounds[round].FirstDuty; link != 0; link = _market.Court.Duties[link - 1].Next)
            jurors.Add(new AgentId(Uuid.ToGuid(_market.Agents[_market.Court.Duties[link - 1].Agent].Id)));
        foreach (var juror in jurors)
            Do(new AnswerInvite(dispute, juror, accepts: true));
        foreach (var juror in jurors)
            Do(new CastVote(dispute, juror, JuryChoice.MuscleWin, default, 5));
    }

    private void Prove(DisputeId dispute, RoundPool pool, JuryFigures figures)
    {
        var copy = ProofReader.Read(_market, Uuid.FromGuid(dispute.Value)) ?? throw new InvalidOperationException("The dispute is gone.");
        var started = Stopwatch.GetTimestamp();
        var round = ProofBinder.Bind(copy.Proof.Rounds[0], copy.Proof.Terms.OffersPerSeat, pool);
        figures.Paths = Stopwatch.GetElapsedTime(started);
        figures.Hits = round.Hits.Count;
        figures.ProofBytes = JuryProof.SizeAsJson(round);
        started = Stopwatch.GetTimestamp();
        JuryProof.Verify(dispute, round);
        figures.Verification = Stopwatch.GetElapsedTime(started);
    }

    private TimeSpan Do(Command command)
    {
        _now++;
        _engine.Offer(command);
        var longest = Settle();
        return _fault is null ? longest : throw new InvalidOperationException("The market met a fault.", _fault);
    }

    private TimeSpan Settle()
    {
        var longest = TimeSpan.Zero;
        while (_engine.HasWork)
        {
            var started = Stopwatch.GetTimestamp();
            var batch = _engine.Turn(_now);
            var turn = Stopwatch.GetElapsedTime(started);
            longest = turn > longest ? turn : longest;
            if (batch is { } durable)
                _engine.Committed(durable.LastPosition);
        }
        return longest;
    }
}
