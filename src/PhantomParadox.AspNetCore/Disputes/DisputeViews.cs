using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>Shows disputes as the wire does: who sits on a jury, and how it voted, only once it has ruled.</summary>
internal static class DisputeViews
{
    public static WireDispute Dispute(DisputeRecord dispute) => new()
    {
        Id = dispute.Id.Value,
        JobId = dispute.Job.Value,
        Status = Words.DisputeStatus[dispute.Status],
        Category = Words.DisputeCategory[dispute.Category],
        Reason = dispute.Reason,
        Opener = Words.Party[dispute.Opener],
        BrainsAddress = dispute.Buyer,
        MuscleAddress = dispute.AgentWallet,
        Evidence = dispute.Evidence.Map(Evidence),
        Jury = IsRuled(dispute) ? dispute.Jury.Map(RuledJuror) : dispute.Jury.Map(Juror),
        JurySize = dispute.JurySize,
        ConsensusRequired = dispute.ConsensusRequired,
        Rounds = dispute.Rounds,
        CreatedAt = dispute.CreatedAt.ToUnixTimeMilliseconds(),
        JuryDeadline = dispute.JuryDeadline?.ToUnixTimeMilliseconds(),
        CommitDeadline = dispute.CommitDeadline?.ToUnixTimeMilliseconds(),
        VotingDeadline = dispute.VotingDeadline?.ToUnixTimeMilliseconds(),
        Verdict = Verdict(dispute),
        VoteBreakdown = dispute.Votes is { } votes
            ? new WireVoteBreakdown(votes.BrainsWin, votes.MuscleWin, votes.Split, Math.Max(0, dispute.Jury.Count - votes.Total))
            : null,
        ResolvedAt = dispute.ResolvedAt?.ToUnixTimeMilliseconds(),
        AppealDeadline = dispute.AppealDeadline?.ToUnixTimeMilliseconds(),
        Payment = Payment(dispute),
    };

    public static DisputeListItem Item(DisputeRecord dispute) => new()
    {
        Id = dispute.Id.Value,
        JobId = dispute.Job.Value,
        Status = Words.DisputeStatus[dispute.Status],
        Category = Words.DisputeCategory[dispute.Category],
        Opener = Words.Party[dispute.Opener],
        CreatedAt = dispute.CreatedAt.ToUnixTimeMilliseconds(),
        JuryCount = dispute.AcceptedCount,
        VotesCount = dispute.VotedCount,
        Verdict = Verdict(dispute),
        Payment = Payment(dispute),
    };

    public static WireEvidence Evidence(EvidenceRecord evidence) => new()
    {
        Id = evidence.Id.Value,
        Submitter = evidence.Submission.Submitter,
        Type = Words.EvidenceKind[evidence.Submission.Kind],
        Title = evidence.Submission.Title,
        Description = evidence.Submission.Description,
        DataHash = evidence.Submission.DataHash,
        ArweaveUrl = evidence.Submission.Url,
        SubmittedAt = evidence.SubmittedAt.ToUnixTimeMilliseconds(),
    };

    private static string? Verdict(DisputeRecord dispute) => dispute.Verdict is { } verdict ? Words.JuryChoice[verdict] : null;

    private static WireDisputePayment? Payment(DisputeRecord dispute) => dispute.Payment is { } paid
        ? new WireDisputePayment((long)paid.BuyerReceives, (long)paid.AgentReceives, (long)paid.JuryReward, (long)paid.ProtocolFee)
        : null;

    private static bool IsRuled(DisputeRecord dispute) => dispute.Status is DisputeStatus.Resolved or DisputeStatus.Timeout;

    private static WireJuror Juror(JurorRecord juror) => new(juror.Answer == JurorAnswer.Accepted, juror.HasVoted);

    private static WireJuror RuledJuror(JurorRecord juror) => Juror(juror) with
    {
        AgentId = juror.Agent.Value,
        WalletAddress = juror.Wallet,
        InvitedAt = juror.InvitedAt.ToUnixTimeMilliseconds(),
        AcceptedAt = juror.Answer == JurorAnswer.Accepted ? juror.AnsweredAt?.ToUnixTimeMilliseconds() : null,
        Vote = juror.Vote is { } vote ? Words.JuryChoice[vote] : null,
        VotedAt = juror.VotedAt?.ToUnixTimeMilliseconds(),
        Confidence = juror.Confidence == 0 ? null : juror.Confidence,
        Rewarded = juror.Rewarded > 0,
        Reward = (long)juror.Rewarded,
    };
}
