using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Checks;

/// <summary>How one round followed from another.</summary>
/// <param name="Appeals">Rounds that an appeal opened.</param>
/// <param name="Redraws">Rounds that were drawn because a jury was too few to rule.</param>
internal sealed record RoundCourse(int Appeals, int Redraws)
{
    /// <summary>Checks that every round but the first is a redraw after none ruled, or an appeal with a larger jury and its bond.</summary>
    /// <remarks>Source: the rules of the market, §3.1 and §3.10.</remarks>
    public static RoundCourse Check(DisputeProofReply proof, Findings findings)
    {
        var course = new RoundCourse(0, 0);
        ulong bond = 0;
        for (var index = 0; index < proof.Rounds.Count; index++)
        {
            var round = proof.Rounds[index];
            var at = new Place(index).ToString();
            findings.Same(round.Round, index, at, "the number of the round");
            var isAppeal = index > 0 && IsAppeal(proof, round, proof.Rounds[index - 1]);
            course = index == 0 ? course : isAppeal ? course with { Appeals = course.Appeals + 1 } : course with { Redraws = course.Redraws + 1 };
            var (seats, consensus) = Wanted(proof, index, isAppeal);
            findings.Same(round.Wanted, seats, at, "wanted");
            findings.Same(round.WantedConsensus, consensus, at, "wantedConsensus");
            if (index > 0)
                findings.That(proof.Rounds[index - 1] is { Seed: not null, Seats: > 0 }, at, "it was opened, though the round before had no jury");
            if (isAppeal)
                bond = BondOf(proof, proof.Rounds[index - 1]);
            // A redraw takes over what its round was to rule about, and the bond with it.
            var isHandedOn = index + 1 < proof.Rounds.Count && !IsAppeal(proof, proof.Rounds[index + 1], round);
            if (Ruled.IsFinal(proof))
                findings.Same(round.Bond, isHandedOn ? 0 : (long)bond, at, "the bond");
            else
                findings.That(round.Bond >= 0 && (course.Appeals > 0 || round.Bond == 0), at, "there is a bond without an appeal");
            if (round.Verdict is not null)
                bond = 0;
        }
        findings.That(course.Redraws <= 1, "dispute", "a jury was drawn again more than once");
        findings.That(proof.Appeals <= proof.Terms.MaxAppeals, "dispute", $"{proof.Appeals} appeals are more than {proof.Terms.MaxAppeals}");
        return course;
    }

    // Before the verdict the earlier rulings aren't shown: then the size tells.
    private static bool IsAppeal(DisputeProofReply proof, WireRoundProof round, WireRoundProof before) =>
        Ruled.Is(proof) ? before.Verdict is not null : round.Wanted != before.Wanted;

    private static (int Seats, int Consensus) Wanted(DisputeProofReply proof, int index, bool isAppeal)
    {
        if (index == 0)
            return (proof.Terms.JurySize, proof.Terms.Consensus);
        var before = proof.Rounds[index - 1];
        if (!isAppeal)
            return (before.Wanted, before.WantedConsensus);
        var seats = (2 * Math.Clamp(before.Seats, 0, JuryDraw.MaxHits)) + 1;
        return (seats, JurySize.ConsensusOf(seats));
    }

    private static ulong BondOf(DisputeProofReply proof, WireRoundProof appealed)
    {
        var cap = Fields.TryNumber(proof.Terms.RewardCap, out var most) ? most : 0;
        var part = Math.Min((ulong)Math.Max(0, proof.Escrow) / 20, cap);
        return appealed.IsConsensus ? 2 * part : part;
    }
}
