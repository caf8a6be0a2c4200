using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Checks;

/// <summary>Checks that a dispute was opened under terms that the rules allow.</summary>
internal static class TermsCheck
{
    public static void Run(DisputeProofReply proof, Findings findings)
    {
        var terms = proof.Terms;
        findings.That(terms.JurySize is >= JurySize.Smallest and <= 99, "terms", "a jury has 3 to 99 seats");
        findings.That(
            terms.Consensus > terms.JurySize / 2 && terms.Consensus <= terms.JurySize, "terms", "a consensus is more than half of the seats and at most all");
        findings.That(terms.OffersPerSeat is >= 1 and <= 3, "terms", "a seat is offered 1 to 3 times");
        findings.That(terms.MaxAppeals is >= 0 and <= 3, "terms", "there are 0 to 3 appeals");
        findings.That(terms.FeeBps is >= 0 and <= 1_000, "terms", "the fee is 0 to 1,000 basis points");
        findings.That(Fields.TryNumber(terms.RewardCap, out _), "terms", "rewardCap is no whole number");
        findings.That(Fields.Choice(terms.TimeoutPolicy) is not null, "terms", $"'{terms.TimeoutPolicy}' is no ruling");
        findings.That(proof.Escrow >= 0, "payment", "escrow is below 0");
    }
}
