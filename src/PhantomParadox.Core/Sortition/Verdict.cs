namespace PhantomParadox;

/// <summary>The votes of a round that count.</summary>
/// <param name="BrainsWin">Votes for the buyer.</param>
/// <param name="Split">Votes for half each.</param>
/// <param name="MuscleWin">Votes for the agent.</param>
public readonly record struct VoteTally(int BrainsWin, int Split, int MuscleWin)
{
    /// <summary>All votes.</summary>
    public int Total => checked(BrainsWin + Split + MuscleWin);
}

/// <summary>What a round's votes rule.</summary>
/// <param name="Choice">The ruling; <c>null</c> where too few voted for one.</param>
/// <param name="IsConsensus">Whether it is a consensus, not the median.</param>
/// <remarks>Source: the rules of the market, §3.9.</remarks>
public readonly record struct Verdict(JuryChoice? Choice, bool IsConsensus)
{
    /// <summary>
    /// Rules: a consensus where enough votes are equal; else, with a quorum, the median in the order brains, split, muscle, where two
    /// different middle values are a split; else nothing.
    /// </summary>
    /// <param name="tally">The votes.</param>
    /// <param name="consensus">Equal votes that make a consensus, more than half of the seats.</param>
    /// <param name="quorum">Votes that make a verdict count.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of votes is negative, or <paramref name="consensus"/> or <paramref name="quorum"/> is below 1.</exception>
    public static Verdict Of(VoteTally tally, int consensus, int quorum)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tally.BrainsWin, nameof(tally));
        ArgumentOutOfRangeException.ThrowIfNegative(tally.Split, nameof(tally));
        ArgumentOutOfRangeException.ThrowIfNegative(tally.MuscleWin, nameof(tally));
        ArgumentOutOfRangeException.ThrowIfLessThan(consensus, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(quorum, 1);
        if (tally.BrainsWin >= consensus)
            return new(JuryChoice.BrainsWin, IsConsensus: true);
        if (tally.MuscleWin >= consensus)
            return new(JuryChoice.MuscleWin, IsConsensus: true);
        if (tally.Split >= consensus)
            return new(JuryChoice.Split, IsConsensus: true);
        return tally.Total >= quorum ? new(Median(tally), IsConsensus: false) : default;
    }

    private static JuryChoice Median(VoteTally tally)
    {
        var lower = At(tally, (tally.Total - 1) / 2);
        var upper = At(tally, tally.Total / 2);
        return lower == upper ? lower : JuryChoice.Split;
    }

    /// <summary>The vote at a place, from 0, were all in the order brains, split, muscle.</summary>
    private static JuryChoice At(VoteTally tally, int place) =>
        place < tally.BrainsWin ? JuryChoice.BrainsWin
        : place < tally.BrainsWin + tally.Split ? JuryChoice.Split
        : JuryChoice.MuscleWin;
}
