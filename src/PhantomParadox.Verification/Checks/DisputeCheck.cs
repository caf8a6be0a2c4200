using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Checks;

/// <summary>Checks the dispute itself: its words, its times as far as ids and the order of things fix them, and its evidence.</summary>
internal static class DisputeCheck
{
    private const string Place = "dispute";

    public static void Run(DisputeProofReply proof, Findings findings)
    {
        var dispute = proof.Dispute;
        findings.That(
            dispute.Status is "open" or "jury_selection" or "voting" or "resolved" or "timeout", Place, $"'{dispute.Status}' is no status");
        findings.That(
            dispute.Category is "non_delivery" or "poor_quality" or "non_payment" or "fraud" or "other", Place, $"'{dispute.Category}' is no category");
        findings.That(dispute.Opener is "brains" or "muscle", Place, $"'{dispute.Opener}' is no party");
        findings.That(dispute is { BrainsAddress.Length: > 0, MuscleAddress.Length: > 0, Reason.Length: > 0 }, Place, "a party or the reason is missing");
        findings.Same(dispute.CreatedAt, Fields.TimeOf(dispute.Id), Place, "createdAt by its id");
        findings.That(dispute.JuryDeadline is null || dispute.Status == "jury_selection", Place, "juryDeadline is shown while jurors are invited");
        findings.That(
            dispute.CommitDeadline is null == (dispute.Status != "voting") && dispute.VotingDeadline is null == (dispute.Status != "voting"), Place,
            "commitDeadline and votingDeadline are shown while there is a vote");
        CheckEvidence(dispute, findings);
        CheckTimes(proof, findings);
    }

    private static void CheckEvidence(WireDispute dispute, Findings findings)
    {
        for (var index = 0; index < dispute.Evidence.Count; index++)
        {
            var evidence = dispute.Evidence[index];
            var at = $"dispute, evidence {index}";
            findings.That(
                evidence.Submitter == dispute.BrainsAddress || evidence.Submitter == dispute.MuscleAddress, at, $"{evidence.Submitter} is no party");
            findings.That(evidence.Type is "text" or "image" or "log" or "transaction" or "proof", at, $"'{evidence.Type}' is no type of evidence");
            findings.Same(evidence.SubmittedAt, Fields.TimeOf(evidence.Id), at, "submittedAt by its id");
            var before = index == 0 ? dispute.CreatedAt : dispute.Evidence[index - 1].SubmittedAt;
            findings.That(evidence.SubmittedAt >= before, at, "it was submitted before what stands before it");
            findings.That(dispute.ResolvedAt is not { } resolved || evidence.SubmittedAt <= resolved, at, "it was submitted after the ruling");
        }
    }

    private static void CheckTimes(DisputeProofReply proof, Findings findings)
    {
        var dispute = proof.Dispute;
        var latest = dispute.CreatedAt;
        foreach (var round in proof.Rounds)
        {
            foreach (var offer in round.Offers)
                findings.That(offer.InvitedAt >= latest, new Place(round.Round).Seat(offer.Seat), "it was offered before the round was opened");
            foreach (var offer in round.Offers)
                latest = Math.Max(latest, Math.Max(offer.AnsweredAt ?? 0, offer.VotedAt ?? 0));
        }
        if (!Ruled.Is(proof))
            return;
        findings.That(dispute.ResolvedAt is { } resolved && resolved >= latest, Place, "it was ruled before all had voted");
        findings.That(dispute.AppealDeadline is not { } deadline || deadline > dispute.ResolvedAt, Place, "appealDeadline is before the ruling");
    }
}
