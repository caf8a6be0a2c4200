using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Checks;

/// <summary>Checks that the dispute ended, or stands, as its last round and its appeals say.</summary>
internal static class OutcomeCheck
{
    private const string Place = "dispute";

    public static void Run(DisputeProofReply proof, RoundCourse course, Findings findings)
    {
        var dispute = proof.Dispute;
        // An appeal that no larger jury could hear leaves the one before it as the last word.
        var last = dispute.Status == "resolved" ? proof.Rounds.LastOrDefault(round => round.Verdict is not null) : proof.Rounds.LastOrDefault();
        findings.Same(dispute.Rounds, proof.Rounds.Count, Place, "rounds");
        var size = last switch
        {
            null => (proof.Terms.JurySize, proof.Terms.Consensus),
            { Seed: null } => (last.Wanted, last.WantedConsensus),
            _ => (last.Seats, last.Consensus),
        };
        findings.Same(dispute.JurySize, size.Item1, Place, "jurySize");
        findings.Same(dispute.ConsensusRequired, size.Item2, Place, "consensusRequired");
        switch (dispute.Status)
        {
            case "resolved":
                Resolved(proof, last, course, findings);
                break;
            case "timeout":
                TimedOut(proof, last, course, findings);
                break;
            default:
                GoingOn(proof, last, findings);
                break;
        }
        if (Ruled.Is(proof))
            JuryView.Check(dispute, last, findings);
    }

    private static void Resolved(DisputeProofReply proof, WireRoundProof? last, RoundCourse course, Findings findings)
    {
        var dispute = proof.Dispute;
        findings.That(last?.Verdict is not null, Place, "it is resolved, but its last jury has not ruled");
        findings.Same(dispute.Verdict, last?.Verdict, Place, "the verdict");
        // A ruling that can be appealed moves nothing; one that was appealed waits for the next jury.
        var waits = dispute is { Payment: null, AppealDeadline: null };
        var fell = dispute.Payment is not null && proof.Appeals > course.Appeals;
        findings.Same(proof.Appeals, course.Appeals + (waits || fell ? 1 : 0), Place, "the number of appeals");
        CheckFallen(proof, last, findings);
        if (fell)
            findings.Note("That no larger jury was there for the last appeal is the market's word.");
        findings.That(dispute.Payment is null || dispute.AppealDeadline is null, Place, "the ruling is final and can be appealed");
        if (dispute.Payment is null)
            findings.Note("The ruling isn't final: nothing has been paid.");
    }

    // After the last ruling there may be draws for an appeal, none of which gave a jury that ruled; the dispute ends with one that fell short.
    private static void CheckFallen(DisputeProofReply proof, WireRoundProof? ruled, Findings findings)
    {
        if (Ruled.IsFinal(proof) && proof.Rounds[^1] is var final && final != ruled)
            findings.That(final is { Seed: not null, Seats: 0 }, Place, "the appeal had a jury, but the ruling before it was carried out");
    }

    private static void TimedOut(DisputeProofReply proof, WireRoundProof? last, RoundCourse course, Findings findings)
    {
        var dispute = proof.Dispute;
        findings.Same(dispute.Verdict, proof.Terms.TimeoutPolicy, Place, "the verdict by the timeout policy");
        findings.That(dispute.Payment is not null, Place, "it has timed out, but nothing was paid");
        findings.That(dispute.AppealDeadline is null, Place, "what the timeout policy rules can't be appealed");
        // A jury that had ruled keeps its ruling, unless an appeal found no larger one.
        var isOverruled = last?.Verdict is not null;
        findings.Same(proof.Appeals, course.Appeals + (isOverruled ? 1 : 0), Place, "the number of appeals");
        findings.Note(last switch
        {
            null => "No jury was drawn: that fewer than 3 agents could judge, or no source of chance was there in time, is the market's word.",
            { Seed: null } => $"round {last.Round}: that its seed did not come in time is the market's word.",
            { Verdict: null, Seats: > 0 } when course.Redraws == 0 => $"round {last.Round}: that no jury could be drawn once more is the market's word.",
            { Verdict: not null } => "That no source of chance was there in time for the appeal is the market's word.",
            _ => "No jury could rule, so the timeout policy did.",
        });
    }

    private static void GoingOn(DisputeProofReply proof, WireRoundProof? last, Findings findings)
    {
        var dispute = proof.Dispute;
        findings.That(dispute is { Verdict: null, VoteBreakdown: null, ResolvedAt: null, AppealDeadline: null, Payment: null }, Place, "it isn't ruled, but shows a ruling");
        findings.That(
            dispute.Jury.All(seat => seat is { AgentId: null, WalletAddress: null, Vote: null, Rewarded: null, Reward: null }), Place,
            "it shows jurors before the verdict");
        findings.Same(dispute.Status == "open", last?.Seed is null, Place, "that it awaits a draw");
        findings.That(proof.Appeals <= proof.Rounds.Count, Place, "there are more appeals than rounds");
        findings.Note("The dispute isn't ruled: who sits on its jury is shown after the verdict.");
    }
}
