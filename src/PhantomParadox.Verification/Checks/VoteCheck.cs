using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Checks;

/// <summary>Checks what became of each seat, and that the votes that count give the tally and the ruling.</summary>
/// <remarks>Source: the rules of the market, §3.8 and §3.9.</remarks>
internal sealed class VoteCheck(WireDispute dispute, WireRoundProof round, Place place, Findings findings)
{
    public void Run()
    {
        if (!findings.That(round.Parties is not null, place.ToString(), "it doesn't show who the parties were"))
            return;
        var accepted = round.Offers.Count(offer => offer.Answer == "accepted");
        // There is a vote once every offer has been answered, if enough have accepted.
        var opened = accepted >= round.Quorum && round.Offers.Count > 0 ? round.Offers.Max(offer => offer.AnsweredAt ?? 0) : long.MaxValue;
        foreach (var offer in round.Offers)
            Check(offer, opened);
        var tally = new VoteTally(Count("brains_win"), Count("split"), Count("muscle_win"));
        findings.Same(round.Tally, new WireTally(tally.BrainsWin, tally.Split, tally.MuscleWin), place.ToString(), "the tally");
        if (round.Consensus < 1 || round.Quorum < 1)
        {
            findings.Same(round.Verdict, null, place.ToString(), "the verdict");
            findings.Same(round.IsConsensus, false, place.ToString(), "isConsensus");
            return;
        }
        var verdict = Verdict.Of(tally, round.Consensus, round.Quorum);
        findings.Same(round.Verdict, Fields.Word(verdict.Choice), place.ToString(), "the verdict");
        findings.Same(round.IsConsensus, verdict.IsConsensus, place.ToString(), "isConsensus");
    }

    private int Count(string choice) => round.Offers.Count(offer => offer.Vote == choice);

    private void Check(WireSeatOffer offer, long opened)
    {
        var seat = place.Seat(offer.Seat);
        findings.That(offer.WalletAddress.Length > 0, seat, "the juror's wallet is missing");
        findings.That(offer.WalletAddress != dispute.BrainsAddress && offer.WalletAddress != dispute.MuscleAddress, seat, "it was offered to a party");
        if (offer.Answer != "accepted" || opened == long.MaxValue)
        {
            findings.That(
                offer is { Vote: null, VotedAt: null, Confidence: null, Commitment: null, Salt: null, IsVoid: false },
                seat, offer.Answer != "accepted" ? $"{offer.AgentId} voted without a seat" : "there is a vote, though too few took their seats");
            return;
        }
        findings.That(
            offer.Vote is null == offer.VotedAt is null && offer.Vote is null == offer.Confidence is null, seat, "a vote has a time and a confidence");
        findings.That(offer.Vote is null || Fields.Choice(offer.Vote) is not null, seat, $"'{offer.Vote}' is no vote");
        findings.That(offer.VotedAt is not { } voted || voted >= opened, seat, "it voted before the vote was opened");
        findings.That(offer.Confidence is null or (>= 1 and <= 10), seat, "confidence is 1 to 10");
        CheckSeal(offer, seat);
    }

    private void CheckSeal(WireSeatOffer offer, string seat)
    {
        if (offer.Commitment is null)
        {
            findings.That(offer is { Salt: null, IsVoid: false }, seat, "it shows a salt, or is void, without a sealed vote");
            return;
        }
        if (!findings.That(Fields.TryDigest(offer.Commitment, out var commitment), seat, "the commitment is no SHA-256 value"))
            return;
        if (offer.Salt is null)
        {
            findings.That(offer is { Vote: null, IsVoid: false }, seat, "the vote was sealed, but no salt reveals it");
            return;
        }
        if (!findings.That(Fields.TryDigest(offer.Salt, out var salt), seat, "the salt isn't 32 bytes"))
            return;
        if (offer.IsVoid)
        {
            var opens = Opens(JuryChoice.BrainsWin) || Opens(JuryChoice.MuscleWin) || Opens(JuryChoice.Split);
            findings.That(offer.Vote is null, seat, "a void vote counts");
            findings.That(opens, seat, "the salt that voided the vote doesn't open what was sealed");
            return;
        }
        findings.That(Fields.Choice(offer.Vote) is { } choice && Opens(choice), seat, "the vote and its salt aren't what was sealed");

        bool Opens(JuryChoice choice) => VoteCommitment.Verify(
            commitment, dispute.Id.ToString("D"), (uint)round.Round, offer.AgentId.ToString("D"), choice, salt.Bytes);
    }
}
