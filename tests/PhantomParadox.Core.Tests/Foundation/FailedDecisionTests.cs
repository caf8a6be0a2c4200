using PhantomParadox.Agents;
using PhantomParadox.Core.Tests.Markets.Model;
using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;

namespace PhantomParadox.Core.Tests.Foundation;

/// <summary>A decision that throws, wherever it does, has changed nothing.</summary>
public sealed class FailedDecisionTests
{
    private const int MostEvents = 8;

    private static readonly string[] Kinds =
    [
        "OpenSession", "reopen", "UpdateProfile", "CloseSession", "PostJob", "ClaimJob", "AcceptJob", "DeclineJob", "ReportProgress",
        "CompleteJob", "fail", "CancelJob", "cancel running", "ConfirmCancel", "ApproveJob", "RejectJob", "OpenDispute", "SubmitEvidence",
        "ArchiveJobs", "JobTimerDue", "JobDeadlineDue", "AgentTimerDue", "SweepSessions", "StartHost",
    ];

    public static TheoryData<string> AllKinds => [.. Kinds];

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void IsAsIfItHadNeverBeen(string kind)
    {
        var policy = new FailingPolicy();
        var rig = EngineRig.Start(new MarketOptions { Jury = { MinScore = 0 } }, 7, 1_767_000_000_000, reputation: policy, scorer: policy);
        var make = Prepare(rig, kind);
        var hash = rig.State.ComputeStateHash();
        var delivered = rig.Delivered.Count;
        var faults = 0;
        for (var events = 0; events <= MostEvents; events++)
            Check(new CutOff(make(), events));
        for (policy.Left = 1; ; policy.Left = faults - MostEvents)
        {
            var tried = make();
            rig.Engine.Offer(tried);
            rig.Engine.Turn(rig.Now);
            if (rig.Faults.Count == faults)
                break;
            Unchanged();
        }

        Assert.True(rig.State.Position > 0 && !hash.AsSpan().SequenceEqual(rig.State.ComputeStateHash()), $"{kind} does nothing here.");

        void Check(Command command)
        {
            rig.Do(command);
            Unchanged();
        }

        void Unchanged()
        {
            Assert.Equal(++faults, rig.Faults.Count);
            Assert.Equal(hash, rig.State.ComputeStateHash());
            Assert.Equal(delivered, rig.Delivered.Count);
        }
    }

    // A market in which a command of that kind changes something.
    private static Func<Command> Prepare(EngineRig rig, string kind)
    {
        const string Agent = "ada", Buyer = "buyer";
        var profile = new AgentProfile { Wallet = Agent, Capacity = 4 };
        if (kind is "OpenSession")
            return () => new OpenSession(new SessionId(1), profile);
        if (kind is "PostJob")
            return () => Post(true);
        if (kind is "StartHost")
            return () => new StartHost(5);
        rig.Do(new OpenSession(new SessionId(1), profile));
        var manual = kind is "ApproveJob" or "RejectJob";
        var deadline = kind == "JobDeadlineDue" ? rig.Now + 1_000 : 0;
        var claimable = kind is "ClaimJob" or "CancelJob";
        var post = rig.Do(Post(!manual, claimable ? JobType.Storage : JobType.Relay, deadline));
        var job = post.Outcome.Result.Value.Id;
        rig.State.Jobs.TryFind(Uuid.FromGuid(job.Value), out var handle);
        switch (kind)
        {
            case "reopen":
                return () => new OpenSession(new SessionId(2), profile with { Capacity = 5 });
            case "UpdateProfile":
                return () => new UpdateProfile(new SessionId(1), profile with { Capacity = 5 });
            case "CloseSession":
                return () => new CloseSession(new SessionId(1), TimeSpan.Zero);
            case "ClaimJob":
                return () => new ClaimJob(job, Agent, default, ReadBack.Receipt);
            case "AcceptJob":
                return () => new AcceptJob(job, Agent, 1, default);
            case "DeclineJob":
                return () => new DeclineJob(job, Agent, 1);
            case "ReportProgress":
                return () => new ReportProgress(job, Agent, new ProgressReport { Progress = 5 }, ReadBack.Receipt);
            case "CompleteJob" or "fail":
                return () => new CompleteJob(job, Agent, new JobResult { Success = kind != "fail", Output = "o" }, ReadBack.Receipt);
            case "CancelJob" or "cancel running":
                return () => new CancelJob(job, Buyer, running: true, ReadBack.Receipt);
            case "ConfirmCancel":
                rig.Do(new CancelJob(job, Buyer, running: true, ReadBack.Receipt));
                return () => new ConfirmCancel(job, Agent, 1);
            case "ApproveJob" or "RejectJob":
                rig.Do(new CompleteJob(job, Agent, new JobResult(), ReadBack.Receipt));
                return kind == "ApproveJob"
                    ? () => new ApproveJob(job, Buyer, ReadBack.Receipt)
                    : () => new RejectJob(job, Buyer, "no", DisputeCategory.Other);
            case "OpenDispute":
                return Dispute;
            case "SubmitEvidence":
                for (ulong juror = 2; juror < 5; juror++)
                    rig.Do(new OpenSession(new SessionId(juror), new AgentProfile { Wallet = $"juror-{juror}", Capabilities = ["none"] }));
                var id = ((OpenDispute)rig.Do(Dispute())).Outcome.Result.Value.Id;
                return () => new SubmitEvidence(id, new EvidenceSubmission { Submitter = Buyer, Kind = EvidenceKind.Log, Title = "t", DataHash = "h" });
            case "ArchiveJobs":
                rig.Do(new CompleteJob(job, Agent, new JobResult(), ReadBack.Receipt));
                return () => new ArchiveJobs([job]);
            case "JobTimerDue":
                return () => new JobTimerDue().For(handle.Slot);
            case "JobDeadlineDue":
                return () => new JobDeadlineDue().For(handle.Slot);
            case "AgentTimerDue":
                rig.Do(new CloseSession(new SessionId(1), TimeSpan.Zero));
                return () => new AgentTimerDue().For(0);
            case "SweepSessions":
                rig.Do(new CloseSession(new SessionId(1), TimeSpan.FromSeconds(1)));
                return () => new SweepSessions().For(0);
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }

        Command Dispute() => new OpenDispute(
            new DisputeClaim { Job = job, Opener = Party.Buyer, Reason = "slow", Category = DisputeCategory.Other });

        PostJob Post(bool pays, JobType type = JobType.Relay, long due = 0) => new(new JobSpec
        {
            Type = type, Buyer = Buyer, Description = "d", Amount = 1_000, AutoApprove = pays,
            Deadline = due == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(due),
        }, ReadBack.Receipt);
    }
}
