using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Checks;

/// <summary>Checks what a ruled dispute shows of its last jury: each seat by its last offer, and the votes.</summary>
internal static class JuryView
{
    public static void Check(WireDispute dispute, WireRoundProof? last, Findings findings)
    {
        var seats = new SortedDictionary<int, WireSeatOffer>();
        foreach (var offer in last?.Offers ?? [])
            seats[offer.Seat] = offer;
        findings.Same(dispute.Jury.Count, seats.Count, "dispute", "the number of jurors");
        foreach (var (juror, offer) in dispute.Jury.Zip(seats.Values))
            findings.Same(juror, Shown(offer), $"dispute, juror {offer.Seat}", "what is shown");
        var tally = last?.Tally ?? new WireTally(0, 0, 0);
        var abstain = Math.Max(0, seats.Count - (tally.BrainsWin + tally.Split + tally.MuscleWin));
        var votes = last is null ? null : new WireVoteBreakdown(tally.BrainsWin, tally.MuscleWin, tally.Split, abstain);
        findings.Same(dispute.VoteBreakdown, votes, "dispute", "voteBreakdown");
    }

    private static WireJuror Shown(WireSeatOffer offer) => new(offer.Answer == "accepted", offer.Vote is not null)
    {
        AgentId = offer.AgentId,
        WalletAddress = offer.WalletAddress,
        InvitedAt = offer.InvitedAt,
        AcceptedAt = offer.Answer == "accepted" ? offer.AnsweredAt : null,
        Vote = offer.Vote,
        VotedAt = offer.VotedAt,
        Confidence = offer.Confidence,
        Rewarded = offer.Rewarded > 0,
        Reward = offer.Rewarded,
    };
}
