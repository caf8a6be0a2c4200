using PhantomParadox.Protocol.Rest;
using PhantomParadox.Protocol.Socket;

namespace PhantomParadox.Client;

/// <summary>Makes a juror's case of a dispute as REST shows it: roles in place of addresses.</summary>
internal static class CaseReader
{
    public static JuryCaseMessage Read(WireDispute dispute) => new()
    {
        DisputeId = dispute.Id.ToString("D"),
        Round = Math.Max(0, dispute.Rounds - 1),
        Deadline = dispute.VotingDeadline ?? dispute.CreatedAt,
        Case = new JuryCaseFile(
            dispute.Reason,
            dispute.Category,
            dispute.Opener == "brains" ? "A" : "B",
            [
                .. dispute.Evidence.Select(piece => new JuryCaseEvidence
                {
                    Id = piece.Id.ToString("D"),
                    Role = piece.Submitter == dispute.BrainsAddress ? "A" : "B",
                    Type = piece.Type,
                    Title = piece.Title,
                    Description = piece.Description,
                    DataHash = piece.DataHash,
                    ArweaveUrl = piece.ArweaveUrl,
                    SubmittedAt = piece.SubmittedAt,
                }),
            ]),
    };
}
