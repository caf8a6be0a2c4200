using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>Shows disputes as the wire does. No jury is drawn yet: its seats are empty.</summary>
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
        Jury = [],
        JurySize = dispute.JurySize,
        ConsensusRequired = dispute.ConsensusRequired,
        CreatedAt = dispute.CreatedAt.ToUnixTimeMilliseconds(),
    };

    public static DisputeListItem Item(DisputeRecord dispute) => new()
    {
        Id = dispute.Id.Value,
        JobId = dispute.Job.Value,
        Status = Words.DisputeStatus[dispute.Status],
        Category = Words.DisputeCategory[dispute.Category],
        Opener = Words.Party[dispute.Opener],
        CreatedAt = dispute.CreatedAt.ToUnixTimeMilliseconds(),
        JuryCount = 0,
        VotesCount = 0,
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
}
