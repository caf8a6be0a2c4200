using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PhantomParadox.Agents;
using PhantomParadox.Core.Tests.Markets.Model;
using PhantomParadox.Disputes;
using PhantomParadox.Jobs;
using PhantomParadox.Journal;
using Xunit.Abstractions;

namespace PhantomParadox.Core.Tests.Markets;

/// <summary>Random commands, times and restarts against the state machine and its engine.</summary>
/// <remarks>The runs are the same every time; <c>PHANTOMPARADOX_SEED</c> names other ones.</remarks>
public sealed class MarketModelTests(ITestOutputHelper output)
{
    private const int Runs = 200;
    private const int Steps = 200;
    private const int Least = 5;

    private static readonly string[] Wanted =
    [
        "OpenSession ok", "UpdateProfile ok", "UpdateProfile SessionUnknown", "CloseSession ok", "CloseSession SessionUnknown",
        "PostJob ok", "PostJob ValidationFailed", "PostJob TooManyOpenJobs",
        "ClaimJob ok", "ClaimJob JobNotFound", "ClaimJob AgentUnknown", "ClaimJob AgentOffline", "ClaimJob AgentBusy",
        "ClaimJob RequirementsNotMet", "ClaimJob AlreadyClaimed", "ClaimJob DeadlineExceeded", "ClaimJob InvalidState",
        "AcceptJob ok", "AcceptJob JobNotFound", "AcceptJob NotAssignee", "AcceptJob LeaseLost",
        "DeclineJob ok", "DeclineJob NotAssignee", "DeclineJob LeaseLost", "DeclineJob InvalidState",
        "ReportProgress ok", "ReportProgress NotAssignee", "ReportProgress LeaseLost", "ReportProgress InvalidState",
        "ReportProgress AlreadyCompleted",
        "CompleteJob ok", "CompleteJob JobNotFound", "CompleteJob NotAssignee", "CompleteJob LeaseLost", "CompleteJob InvalidState",
        "CompleteJob AlreadyCompleted",
        "ConfirmCancel ok", "ConfirmCancel InvalidState", "ConfirmCancel NotAssignee",
        "CancelJob ok", "CancelJob NotBuyer", "CancelJob InvalidState", "CancelJob JobNotFound",
        "ApproveJob ok", "ApproveJob NotBuyer", "ApproveJob AlreadySettled", "ApproveJob InvalidState",
        "RejectJob ok", "RejectJob NotBuyer", "RejectJob AlreadySettled", "RejectJob DisputeExists", "RejectJob InvalidState",
        "OpenDispute ok", "OpenDispute JobNotFound", "OpenDispute NotAParty", "OpenDispute DisputeExists", "OpenDispute NoAgentYet",
        "OpenDispute AlreadySettled",
        "SubmitEvidence ok", "SubmitEvidence DisputeNotFound", "SubmitEvidence NotAParty", "SubmitEvidence EvidenceLimit",
        "ArchiveJobs ok", "restart",
        "PostJob IdempotencyKeyReused", "PostJob IdempotencyQuota", "repeat PostJob",
        "AnswerInvite ok", "AnswerInvite AlreadyAccepted", "AnswerInvite DisputeNotFound", "AnswerInvite InviteExpired",
        "CastVote ok", "CastVote AlreadyVoted", "CastVote NotAJuror", "CastVote WrongPhase", "CastVote CommitmentMismatch",
        "SealVote ok", "SealVote AlreadyVoted", "SealVote WrongPhase", "ReportLeak ok", "ReportLeak WrongPhase",
        "AppealDispute ok", "AppealDispute NotAParty", "AppealDispute WrongPhase", "AppealDispute NoLargerJury",
        "AppealDispute InsufficientBond",
        // Pools of these markets are never too large for the journal, and money stays inside: MoneyModelTests moves it.
        .. Enum.GetValues<EventTag>().Where(tag => tag is not EventTag.PoolCommitted and not (> EventTag.MoneyMoved and < EventTag.DisputeOpened))
            .Select(tag => $"event {tag}"),
    ];

    private readonly Coverage _coverage = new();

    [Fact]
    public void HoldsItsInvariants_AndGoesOnTheSame_WhereverItIsRestored()
    {
        var steps = Gen.Choose(int.MinValue, int.MaxValue).ArrayOf(Steps);
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("PHANTOMPARADOX_SEED"), out var named) ? named : 20260102;
        var config = Config.QuickThrowOnFailure.WithMaxTest(Runs).WithReplay(seed, 1);
        Check.One(config, Prop.ForAll(Arb.From(steps, ArbMap.Default.ArbFor<int[]>().Shrinker), (Action<int[]>)Run));

        output.WriteLine(_coverage.ToString());
        Assert.Empty(_coverage.Thin(Wanted, Least));
    }

    private void Run(int[] steps)
    {
        if (steps.Length == 0)
            return;
        var rig = EngineRig.Start(OptionsFrom(steps[0]), (uint)steps[0], now: 1_767_000_000_000, Invariants.Check);
        Convene(rig);
        var boundary = steps.Length < 2 ? 0 : (int)((uint)steps[1] % (uint)steps.Length);
        var pictured = steps.Length < 3 ? 0 : (int)((uint)steps[2] % (uint)(boundary + 1));
        var picture = rig.Take();
        for (var index = 0; index < boundary; index++)
        {
            rig = Take(rig, steps[index], index, _coverage);
            if (index + 1 == pictured)
                picture = rig.Take();
        }

        // Every second time from the journal alone, else from a snapshot and what came after it.
        var restored = (steps[0] & 512) == 0 ? rig.Restore(Invariants.Check) : rig.Restore(picture, Invariants.Check);
        Assert.Equal(rig.State.ComputeStateHash(), restored.State.ComputeStateHash());
        for (var index = boundary; index < steps.Length; index++)
        {
            rig = Take(rig, steps[index], index, _coverage);
            restored = Take(restored, steps[index], index, null);
        }

        Assert.Empty(rig.Faults);
        Assert.Equal(rig.Batches, restored.Batches);
        var hash = rig.State.ComputeStateHash();
        Assert.Equal(hash, restored.State.ComputeStateHash());
        Assert.Equal(hash, rig.Restore().State.ComputeStateHash());
        Assert.Equal(hash, rig.Restore(picture).State.ComputeStateHash());
        CountEvents(rig.Batches);
        EndDisputes(rig);
    }

    // Whoever stays silent, and whatever is withheld: time alone ends each dispute, and no bond is left.
    private static void EndDisputes(EngineRig rig)
    {
        for (var days = 0; days < 12; days++)
            rig.Advance(90_000_000);
        Assert.Empty(rig.Faults);
        for (var slot = 0; slot < rig.State.Disputes.Slots; slot++)
        {
            if (!rig.State.Disputes.IsLive(slot))
                continue;
            Assert.True(rig.State.Disputes[slot].IsSettled, "A dispute doesn't end.");
            ref var job = ref rig.State.Jobs[rig.State.Disputes[slot].Job];
            foreach (var wallet in (int[])[job.Buyer, rig.State.Agents[job.Agent - 1].Wallet])
                Assert.DoesNotContain(rig.State.Ledger.BalancesOf(wallet), balance => balance.Kind == AccountKind.Bond && balance.Amount != 0);
        }
        Assert.Equal(rig.State.ComputeStateHash(), rig.Restore().State.ComputeStateHash());
    }

    private static MarketOptions OptionsFrom(int choice) => new()
    {
        Limits = { EvidencePerParty = 2, OpenJobsPerBuyer = 8, IdempotencyKeys = 6, IdempotencyWindow = TimeSpan.FromHours(2) },
        Payments = { Streaming = (choice & 1) != 0, StreamingCappedByTime = (choice & 2) != 0, StreamingHoldback = (choice & 4) != 0 ? 50 : 0 },
        Jury =
        {
            Size = (choice & 16) != 0 ? 3 : 10, Consensus = (choice & 16) != 0 ? 2 : 8, MinScore = 0,
            Cooldown = (choice & 32) != 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(10), ExcludeRelated = (choice & 64) != 0,
            AppealWindow = (choice & 384) == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(60),
        },
        Reputation = { Policy = (choice & 8) != 0 ? ReputationPolicyKind.Seed : ReputationPolicyKind.Beta },
    };

    // Jurors are there from the start: few disputes would get a jury otherwise.
    private static void Convene(EngineRig rig)
    {
        for (var juror = 0; juror < CommandDraw.Jurors; juror++)
            rig.Do(new OpenSession(new SessionId(1_000_000 + (ulong)juror), CommandDraw.Juror(juror)));
    }

    private static EngineRig Take(EngineRig rig, int step, int index, Coverage? coverage)
    {
        var pause = new CommandDraw(step, rig.State, rig.Now, 0);
        rig.Advance(pause.Pause());
        if (pause.OneIn(40))
        {
            coverage?.Count("restart");
            Assert.Empty(rig.Faults);
            rig = rig.Restart(pause.Below(pause.OneIn(2) ? 1_000 : 10_000_000));
            Convene(rig);
            return rig;
        }

        var command = new CommandDraw(~step, rig.State, rig.Now, (ulong)index + 1).Next();
        if (pause.OneIn(4) && command is PostJob or JobCommand or DisputeAnswer or SubmitEvidence or DutyCommand)
            command.Key = new IdempotencyKey($"caller-{pause.Below(2)}", $"{pause.Below(8)}", Encoding.ASCII.GetBytes(command.GetType().Name));
        rig.Do(command);
        coverage?.Count(command);
        if (command.IsRepeat)
            coverage?.Count($"repeat {command.GetType().Name}");
        if (command is DueForArchive due)
        {
            var archived = rig.Do(new ArchiveJobs([.. due.Outcome.Result.Value.Select(found => found.Job.Id)]));
            coverage?.Count(archived);
        }

        return rig;
    }

    private void CountEvents(List<byte[]> batches)
    {
        var chain = new BatchChain();
        foreach (var batch in batches)
        {
            var frames = new BatchReader(batch, chain);
            while (frames.MoveNext())
            {
                var events = new FrameReader(frames.Frame);
                while (events.MoveNext())
                    _coverage.Count($"event {events.Tag}");
            }
        }
    }
}
