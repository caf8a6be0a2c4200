using PhantomParadox.Agents;
using PhantomParadox.Core.Tests.Markets;
using PhantomParadox.Core.Tests.Markets.Model;
using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;
using PhantomParadox.Memory;

namespace PhantomParadox.Core.Tests.Court;

/// <summary>A market on one thread, with the same chance every time: an agent, jurors, and a job to dispute about.</summary>
internal sealed class CourtRig
{
    private const long Start = 1_767_000_000_000;
    private readonly SortedDictionary<string, SessionId> _open = new(StringComparer.Ordinal);
    private ulong _sessions;

    public CourtRig(ulong seed, Action<MarketOptions>? configure = null)
    {
        var options = new MarketOptions { Jury = { MinScore = 0, Cooldown = TimeSpan.Zero } };
        configure?.Invoke(options);
        Rig = EngineRig.Start(options, seed, Start, Invariants.Check);
    }

    public EngineRig Rig { get; private set; }

    public Market State => Rig.State;

    public DisputeId Dispute { get; private set; }

    public void Connect(string wallet, string @operator = "", params IReadOnlyList<string> capabilities)
    {
        _open[wallet] = new SessionId(++_sessions);
        Rig.Do(new OpenSession(_open[wallet], new AgentProfile { Wallet = wallet, Operator = @operator, Capabilities = capabilities }));
    }

    public void Disconnect(string wallet) => Rig.Do(new CloseSession(_open[wallet], TimeSpan.Zero));

    /// <summary>A job that ada did for a buyer and that was paid: they are related.</summary>
    public JobId Relate(string buyer) => Complete(buyer, autoApprove: true);

    /// <summary>The same of another agent, which claims the job.</summary>
    public JobId Relate(string buyer, string agent)
    {
        var spec = new JobSpec { Type = JobType.Verify, Buyer = buyer, Description = "d", Amount = 10_000, AutoApprove = true };
        var job = Rig.Do(new PostJob(spec, ReadBack.Record)).Outcome.Result.Value.Id;
        Assert.Null(Rig.Do(new ClaimJob(job, agent, default, ReadBack.Receipt)).Outcome.Result.Refusal);
        Assert.Null(Rig.Do(new CompleteJob(job, agent, new JobResult(), ReadBack.Receipt)).Outcome.Result.Refusal);
        return job;
    }

    /// <summary>The value comes that the present round waits for.</summary>
    public void Reveal()
    {
        var source = new BeaconReference(System.Text.Encoding.UTF8.GetString(State.Blobs.Read(Round.SourceName)), (ulong)Round.BeaconIndex);
        Rig.Do(new RevealSeed(State.Court.Rounds.HandleOf(State.Disputes[Handle].Round - 1), TestBeacon.ValueOf(source)));
        Assert.Equal(DisputeStatus.JurySelection, Read().Status);
    }

    /// <summary>Goes on in a market restored from a snapshot as of now.</summary>
    public void Restore()
    {
        var hash = State.ComputeStateHash();
        Rig = Rig.Restore(Rig.Take(), Invariants.Check);
        Assert.Equal(hash, State.ComputeStateHash());
    }

    /// <summary>What became of each candidate of the present round that was hit, by wallet, with the job that makes it related.</summary>
    public SortedDictionary<string, (JuryHitOutcome Outcome, JobId? Job)> Hits()
    {
        var hits = DrawCodec.Hits(State.Blobs.Read(Round.Hits));
        var jobs = DrawCodec.RelatedJobs(hits, State.Blobs.Read(Round.RelatedJobs));
        var candidates = RoundPool.ReadCandidates(State.Blobs.Read(Round.Pool));
        SortedDictionary<string, (JuryHitOutcome, JobId?)> found = new(StringComparer.Ordinal);
        foreach (var (hit, job) in hits.Zip(jobs))
        {
            if (hit.Candidate >= 0)
                found.Add(System.Text.Encoding.UTF8.GetString(State.Wallets.Read(candidates[hit.Candidate].Wallet)), (hit.Outcome, job));
        }
        return found;
    }

    /// <summary>A rejected job of 10,000 lamports before a jury.</summary>
    public void Open(string buyer = "buyer")
    {
        var rejected = Rig.Do(new RejectJob(Complete(buyer, autoApprove: false), buyer, "no", DisputeCategory.Other)).Outcome.Result;
        Assert.Null(rejected.Refusal);
        Dispute = rejected.Value.Id;
    }

    /// <summary>Goes on with an earlier dispute.</summary>
    public void GoOnWith(DisputeId dispute) => Dispute = dispute;

    public DisputeRecord Read() => DisputeRecords.Of(State, Handle.Slot);

    public Handle Handle => State.Disputes.TryFind(Uuid.FromGuid(Dispute.Value), out var found) ? found : Handle.None;

    /// <summary>The present round.</summary>
    public ref RoundRow Round => ref State.Court.Rounds[State.Disputes[Handle].Round - 1];

    /// <summary>Slots of the agents that the present round's draw called, in order.</summary>
    public List<int> Called()
    {
        List<int> called = [];
        for (var position = 0; position < Round.PositionCount; position++)
            called.Add(DrawCodec.PositionAt(State.Blobs.Read(Round.Positions), position).Slot);
        return called;
    }

    /// <summary>Jurors of the present round in a state, by seat.</summary>
    public List<AgentId> In(DutyState state)
    {
        SortedDictionary<int, AgentId> found = [];
        for (var link = Round.FirstDuty; link != 0; link = State.Court.Duties[link - 1].Next)
        {
            ref var duty = ref State.Court.Duties[link - 1];
            if (duty.State == state)
                found[duty.Seat] = new AgentId(Uuid.ToGuid(State.Agents[duty.Agent].Id));
        }
        return [.. found.Values];
    }

    public void Answer(AgentId juror, bool accepts = true) =>
        Assert.Null(Rig.Do(new AnswerInvite(Dispute, juror, accepts)).Outcome.Result.Refusal);

    public void Vote(JuryChoice choice)
    {
        foreach (var juror in In(DutyState.Offered))
            Answer(juror);
        foreach (var juror in In(DutyState.Accepted))
            Assert.Null(Rig.Do(new CastVote(Dispute, juror, choice, default, 5)).Outcome.Result.Refusal);
    }

    public RefusalCode? Appeal(string wallet = "buyer") => Rig.Do(new AppealDispute(Dispute, wallet)).Outcome.Result.Refusal?.Code;

    private JobId Complete(string buyer, bool autoApprove)
    {
        var spec = new JobSpec { Type = JobType.Relay, Buyer = buyer, Description = "d", Amount = 10_000, AutoApprove = autoApprove };
        var job = Rig.Do(new PostJob(spec, ReadBack.Record)).Outcome.Result.Value.Id;
        Assert.Null(Rig.Do(new CompleteJob(job, "ada", new JobResult(), ReadBack.Receipt)).Outcome.Result.Refusal);
        return job;
    }
}
