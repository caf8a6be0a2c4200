using PhantomParadox.Protocol.Socket;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>Tells jurors of their case in the roles A and B: no wallet of a party leaves through here.</summary>
internal static class JuryMessages
{
    public static JuryInviteMessage Invite(AgentMessage.JuryInvited invited) => new()
    {
        DisputeId = invited.Dispute.ToString(),
        ExpiresAt = invited.Deadline.ToUnixTimeMilliseconds(),
        CasePreview = new JuryCasePreview(Words.DisputeCategory[invited.Category]),
    };

    public static JuryCaseMessage Case(AgentMessage.JuryCase told)
    {
        var dispute = told.Case;
        return new JuryCaseMessage
        {
            DisputeId = dispute.Id.ToString(),
            Round = dispute.Rounds - 1,
            Deadline = told.Deadline.ToUnixTimeMilliseconds(),
            Case = new JuryCaseFile(
                dispute.Reason,
                Words.DisputeCategory[dispute.Category],
                dispute.Opener == Party.Buyer ? "A" : "B",
                dispute.Evidence.Map(piece => Evidence(dispute, piece))),
        };
    }

    public static JuryEvidenceMessage Evidence(AgentMessage.JuryEvidence told) => new()
    {
        DisputeId = told.Case.Id.ToString(),
        Evidence = Evidence(told.Case, told.Case.Evidence[^1]),
    };

    public static JuryRevealMessage Reveal(AgentMessage.JuryReveal reveal) => new()
    {
        DisputeId = reveal.Dispute.ToString(),
        Deadline = reveal.Deadline.ToUnixTimeMilliseconds(),
    };

    public static VerdictMessage Verdict(AgentMessage.VerdictReached reached) => new()
    {
        DisputeId = reached.Dispute.ToString(),
        Verdict = Words.JuryChoice[reached.Verdict],
        AppealDeadline = reached.AppealDeadline?.ToUnixTimeMilliseconds(),
    };

    private static JuryCaseEvidence Evidence(DisputeRecord dispute, EvidenceRecord evidence) => new()
    {
        Id = evidence.Id.Value.ToString(),
        Role = evidence.Submission.Submitter == dispute.Buyer ? "A" : "B",
        Type = Words.EvidenceKind[evidence.Submission.Kind],
        Title = evidence.Submission.Title,
        Description = evidence.Submission.Description,
        DataHash = evidence.Submission.DataHash,
        ArweaveUrl = evidence.Submission.Url,
        SubmittedAt = evidence.SubmittedAt.ToUnixTimeMilliseconds(),
    };
}
