using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Checks;

/// <summary>Checks rounds of which there is little to show: those of a dispute that isn't ruled, and those without a draw.</summary>
internal static class ShownCheck
{
    /// <summary>A round of a dispute that isn't ruled: who sits on the jury is nobody's business yet.</summary>
    public static void RunHidden(WireRoundProof round, Place place, Findings findings)
    {
        findings.That(IsBare(round), place.ToString(), "it shows jurors or votes before the verdict");
        if (round.Seed is null)
            findings.That((round.Seats, round.Consensus, round.Quorum) == default, place.ToString(), "a jury has a size before it is drawn");
        else
            findings.That(IsSize(round), place.ToString(), "seats, consensus and quorum are none that such a jury can have");
    }

    /// <summary>A round that ended without a draw.</summary>
    public static void RunUndrawn(WireRoundProof round, Place place, Findings findings)
    {
        findings.That(IsBare(round), place.ToString(), "it shows jurors or votes without a draw");
        findings.That((round.Seats, round.Consensus, round.Quorum) == default, place.ToString(), "a jury has a size without a draw");
    }

    private static bool IsBare(WireRoundProof round) =>
        round is { Parties: null, Tally: null, Verdict: null, IsConsensus: false, Hits.Count: 0, Positions.Count: 0, Departed.Count: 0, Offers.Count: 0 };

    private static bool IsSize(WireRoundProof round)
    {
        if (round.Wanted < JurySize.Smallest || round.WantedConsensus < 1 || round.WantedConsensus > round.Wanted)
            return false;
        var shown = new JurySize(round.Seats, round.Consensus, round.Quorum);
        foreach (var positions in (int[])[round.Wanted, 7, 5, 3, 0])
        {
            if (shown == JurySize.Choose(round.Wanted, round.WantedConsensus, Math.Min(positions, round.Wanted)))
                return true;
        }
        return false;
    }
}
