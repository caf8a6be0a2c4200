using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Checks;

/// <summary>How far a dispute has come.</summary>
internal static class Ruled
{
    /// <summary>Whether it is ruled, so that jurors and votes are shown.</summary>
    public static bool Is(DisputeProofReply proof) => proof.Dispute.Status is "resolved" or "timeout";

    /// <summary>Whether that is final, so that money has moved.</summary>
    public static bool IsFinal(DisputeProofReply proof) => proof.Dispute.Payment is not null;
}
