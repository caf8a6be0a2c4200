using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Checks;

/// <summary>Divides the payment again, to the smallest unit: parties, fee, and what each juror was paid from escrow or from a bond.</summary>
/// <remarks>Source: the rules of the market, §3.10 and §5.</remarks>
internal static class SplitCheck
{
    private const string Place = "payment";

    public static void Run(DisputeProofReply proof, Findings findings)
    {
        var rewards = new SortedDictionary<(int Round, int Offer), ulong>();
        if (proof.Dispute.Payment is { } payment)
            CheckPayment(proof, payment, rewards, findings);
        else
            findings.Same(proof.Escrow, 0, Place, "escrow before the end");
        for (var round = 0; round < proof.Rounds.Count; round++)
        {
            for (var index = 0; index < proof.Rounds[round].Offers.Count; index++)
            {
                var offer = proof.Rounds[round].Offers[index];
                findings.Same(offer.Rewarded, (long)rewards.GetValueOrDefault((round, index)), new Place(round).Seat(offer.Seat), "what it was paid");
            }
        }
    }

    private static void CheckPayment(
        DisputeProofReply proof, WireDisputePayment payment, SortedDictionary<(int Round, int Offer), ulong> rewards, Findings findings)
    {
        if (Fields.Choice(proof.Dispute.Verdict) is not { } ruling || !Fields.TryNumber(proof.Terms.RewardCap, out var cap)
            || proof.Escrow < 0 || proof.Terms.FeeBps is < 0 or > 9_500)
        {
            findings.Fail(Place, "it can't be divided again: the verdict or the terms are none");
            return;
        }
        List<(int Round, int Offer)> fromEscrow = [];
        for (var index = 0; index < proof.Rounds.Count; index++)
        {
            var seats = SeatsOf(proof.Rounds[index], index);
            if (proof.Rounds[index].Bond > 0 && Upholds(proof, index))
                Keep(seats, (jurors, shares) => VerdictSplit.Reward((ulong)proof.Rounds[index].Bond, jurors, shares));
            else
                fromEscrow.AddRange(seats);
        }
        var split = default(VerdictSplit);
        Keep(fromEscrow, (jurors, shares) => split = VerdictSplit.Of((ulong)proof.Escrow, proof.Terms.FeeBps, cap, ruling, jurors, shares));
        findings.Same(payment.BrainsReceives, (long)split.BrainsReceives, Place, "brainsReceives");
        findings.Same(payment.MuscleReceives, (long)split.MuscleReceives, Place, "muscleReceives");
        findings.Same(payment.JuryReward, (long)split.JuryReward, Place, "juryReward");
        findings.Same(payment.ProtocolFee, (long)split.ProtocolFee, Place, "protocolFee");

        void Keep(List<(int Round, int Offer)> seats, Action<SeatedJuror[], ulong[]> divide)
        {
            var shares = new ulong[seats.Count];
            divide(seats.ConvertAll(seat => JurorOf(proof.Rounds[seat.Round].Offers[seat.Offer], proof.Dispute.Verdict)).ToArray(), shares);
            for (var seat = 0; seat < shares.Length; seat++)
                rewards[seats[seat]] = shares[seat];
        }
    }

    private static SeatedJuror JurorOf(WireSeatOffer offer, string? ruling) => new(offer.Vote is not null, offer.Vote is not null && offer.Vote == ruling);

    // By seat: the order in which what is left of a division goes.
    private static List<(int Round, int Offer)> SeatsOf(WireRoundProof round, int number) =>
        [.. round.Offers.Select((offer, index) => (offer, index)).Where(pair => pair.offer.Answer == "accepted")
            .OrderBy(pair => pair.offer.Seat).Select(pair => (number, pair.index))];

    /// <summary>Whether a round ruled as the one that was appealed, so that the bond pays it.</summary>
    private static bool Upholds(DisputeProofReply proof, int round)
    {
        var appealed = round - 1;
        while (appealed >= 0 && proof.Rounds[appealed].Verdict is null)
            appealed--;
        return appealed >= 0 && proof.Rounds[round].Verdict == proof.Rounds[appealed].Verdict;
    }
}
