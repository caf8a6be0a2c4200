using PhantomParadox.Agents;
using PhantomParadox.Disputes;
using PhantomParadox.Jobs;
using PhantomParadox.Queries;

namespace PhantomParadox.Simulation.Actors;

/// <summary>Those who ask for what isn't theirs, name leases that are over, come twice, or only read.</summary>
internal sealed class Strangers(World world, Aim aim, KeyRing ring)
{
    private Testing.SeededChance Chance => world.Chance;

    public void Act()
    {
        switch (Chance.Below(16))
        {
            case < 5:
                ring.Repeat();
                break;
            case 5:
                StaleLease();
                break;
            case 6:
                Meddle();
                break;
            case 7:
                DoubleClaim();
                break;
            case 8:
                OfNoParty();
                break;
            case < 11:
                UncalledJuror();
                break;
            case 11:
                OldSession();
                break;
            default:
                Read();
                break;
        }
    }

    // As a holder that was cut off would, which knows its lease but not that it is over.
    private void StaleLease()
    {
        var job = Any();
        if (aim.AttemptOf(job) is not { } present)
            return;
        var (holder, attempt) = (aim.Holder(job), present - Chance.Between(0, 2));
        var state = aim.StateOf(job);
        switch (Chance.Below(4))
        {
            case 0:
                world.Ask(new AcceptJob(job, holder, attempt, default), state, attempt: attempt);
                break;
            case 1:
                world.Ask(new DeclineJob(job, holder, attempt), state, attempt: attempt);
                break;
            case 2:
                world.Ask(ReportProgress.For(job, holder, new ProgressReport { Progress = 50, Attempt = attempt }, ReadBack.Receipt), state, attempt: attempt);
                break;
            default:
                world.Ask(CompleteJob.For(job, holder, new JobResult { Attempt = attempt, Output = "late" }, ReadBack.Receipt), state, attempt: attempt);
                break;
        }
    }

    private void Meddle()
    {
        var (job, who) = (Any(), Who());
        var state = aim.StateOf(job);
        switch (Chance.Below(7))
        {
            case 0:
                world.Ask(new CancelJob(job, who, true, ReadBack.Receipt), state);
                break;
            case 1:
                world.Ask(ApproveJob.For(job, who, ReadBack.Receipt), state);
                break;
            case 2:
                world.Ask(new RejectJob(job, who, "mine", DisputeCategory.Other), state);
                break;
            case 3:
                world.Ask(CompleteJob.For(job, who, new JobResult { Output = "mine" }, ReadBack.Receipt), state);
                break;
            case 4:
                world.Ask(ReportProgress.For(job, who, new ProgressReport { Progress = 100 }, ReadBack.Receipt), state);
                break;
            case 5:
                world.Ask(new ConfirmCancel(job, who, null), state);
                break;
            default:
                world.Ask(new DeclineJob(job, who, null), state);
                break;
        }
    }

    private void DoubleClaim()
    {
        var job = Chance.OneIn(3) ? Any() : aim.Job(JobStatus.Pending);
        foreach (var wallet in (string[])[Agent(), Agent()])
            world.Ask(new ClaimJob(job, wallet, default, ReadBack.Receipt), aim.StateOf(job));
    }

    private void OfNoParty()
    {
        var dispute = aim.Dispute();
        switch (Chance.Below(3))
        {
            case 0:
                var evidence = new EvidenceSubmission { Submitter = Who(), Kind = EvidenceKind.Log, Title = "log", DataHash = "00" };
                world.Ask(new SubmitEvidence(dispute, evidence), aim.StateOf(dispute));
                break;
            case 1:
                world.Ask(new AppealDispute(dispute, Who()), aim.StateOf(dispute));
                break;
            default:
                var job = Any();
                var opener = Chance.OneIn(2) ? Party.Buyer : Party.Agent;
                world.Ask(
                    new OpenDispute(new DisputeClaim { Job = job, Opener = opener, Wallet = Who(), Reason = "me", Category = DisputeCategory.Other }),
                    aim.StateOf(job));
                break;
        }
    }

    // A seat of somebody else's, or of nobody's, in whatever state it is.
    private void UncalledJuror()
    {
        var (dispute, juror) = aim.Seat((DutyState)Chance.Between(1, 7));
        if (Chance.OneIn(3))
            juror = new AgentId(Guid.Empty);
        else if (Chance.OneIn(3))
            (_, juror) = aim.Seat(DutyState.Offered);
        var state = aim.StateOf(dispute, juror);
        switch (Chance.Below(4))
        {
            case 0:
                world.Ask(new AnswerInvite(dispute, juror, Chance.OneIn(2)), state);
                break;
            case 1:
                world.Ask(new CastVote(dispute, juror, JuryChoice.Split, default, 5), state);
                break;
            case 2:
                world.Ask(new SealVote(dispute, juror, new byte[32]), state);
                break;
            default:
                world.Ask(new ReportLeak(dispute, juror, new byte[32]), state);
                break;
        }
    }

    private void OldSession()
    {
        var session = new SessionId((ulong)Chance.Between(1, 50));
        if (Chance.OneIn(2))
            world.Ask(new CloseSession(session, TimeSpan.Zero), aim.StateOf(session));
        else
            world.Ask(new UpdateProfile(session, new AgentProfile { Wallet = Agent() }), aim.StateOf(session));
    }

    private void Read()
    {
        switch (Chance.Below(3))
        {
            case 0:
                world.Ask(new Query<MarketStatistics>(StatisticsReader.Read, RefusalCode.InternalError, ""), "statistics");
                break;
            case 1:
                world.Ask(
                    new Query<LivePage<JobRecord>>(
                        market => JobLister.List(market, new JobQuery { Limit = 10 }, long.MaxValue), RefusalCode.InternalError, ""),
                    "jobs");
                break;
            default:
                world.Ask(
                    new Query<LivePage<AgentRecord>>(
                        market => AgentLister.List(market, new AgentQuery { Limit = 10 }, long.MaxValue), RefusalCode.InternalError, ""),
                    "agents");
                break;
        }
    }

    private JobId Any() => aim.Job((JobStatus)Chance.Between(1, 7));

    private string Who() => Chance.OneIn(2) ? Agent() : $"buyer-{Chance.Below(4)}";

    private string Agent() => Chance.OneIn(12) ? "never-seen" : $"agent-{Chance.Below(Workers.Count)}";
}
