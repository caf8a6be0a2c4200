namespace PhantomParadox;

/// <summary>What a juror on a seat did, as far as its reward depends on it.</summary>
/// <param name="HasRevealed">Whether its vote counted. Who stays silent gets nothing.</param>
/// <param name="IsCoherent">Whether it voted as was ruled in the end; counts only with a vote.</param>
public readonly record struct SeatedJuror(bool HasRevealed, bool IsCoherent);

/// <summary>Who receives what of a disputed escrow at the final ruling, in the smallest unit of the currency.</summary>
/// <param name="BrainsReceives">What goes to the buyer.</param>
/// <param name="MuscleReceives">What goes to the agent.</param>
/// <param name="JuryReward">What the jurors get together.</param>
/// <param name="ProtocolFee">The fee, and what the jurors don't get of the jury's part.</param>
/// <remarks>The four sum to what was divided. Source: the rules of the market, §5.</remarks>
public readonly record struct VerdictSplit(ulong BrainsReceives, ulong MuscleReceives, ulong JuryReward, ulong ProtocolFee)
{
    private const ulong BasisPoints = 10_000;

    /// <summary>Divides what is still in escrow.</summary>
    /// <param name="escrow">D: what is still in escrow.</param>
    /// <param name="feeBps">The protocol's fee in basis points, 0 to 9,500: the jury's part is at most 5%.</param>
    /// <param name="rewardCap">Most that the jury's part can be.</param>
    /// <param name="ruling">The final ruling.</param>
    /// <param name="jurors">The jurors by seat.</param>
    /// <param name="rewards">Receives each juror's reward, in the same order.</param>
    /// <returns>The division.</returns>
    /// <exception cref="ArgumentException"><paramref name="rewards"/> differs in length from <paramref name="jurors"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="feeBps"/> is out of range, or <paramref name="ruling"/> is none.</exception>
    public static VerdictSplit Of(
        ulong escrow,
        int feeBps,
        ulong rewardCap,
        JuryChoice ruling,
        ReadOnlySpan<SeatedJuror> jurors,
        Span<ulong> rewards)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(feeBps);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(feeBps, 9_500);
        var fee = (ulong)((UInt128)escrow * (ulong)feeBps / BasisPoints);
        var jury = JuryPartOf(escrow, rewardCap, jurors);
        var rewarded = Reward(jury, jurors, rewards);
        var parties = checked(escrow - fee - jury);
        var (muscle, brains) = ruling switch
        {
            JuryChoice.BrainsWin => (0UL, parties),
            JuryChoice.MuscleWin => (parties, 0UL),
            JuryChoice.Split => Halves(parties),
            _ => throw new ArgumentOutOfRangeException(nameof(ruling)),
        };
        return new(brains, muscle, rewarded, checked(fee + jury - rewarded));
    }

    /// <summary>J: the jury's part, min(⌊D/20⌋, cap), and 0 where nobody revealed. Also the bond of an appeal against the round.</summary>
    /// <param name="escrow">D: what is still in escrow.</param>
    /// <param name="rewardCap">Most that it can be.</param>
    /// <param name="jurors">The jurors by seat.</param>
    /// <returns>The part.</returns>
    public static ulong JuryPartOf(ulong escrow, ulong rewardCap, ReadOnlySpan<SeatedJuror> jurors)
    {
        foreach (var juror in jurors)
        {
            if (juror.HasRevealed)
                return Math.Min(escrow / 20, rewardCap);
        }

        return 0;
    }

    /// <summary>
    /// Divides the jury's part: 60% equally to all who revealed, 30% equally to the coherent (to all who revealed where none is), 10%
    /// to the protocol.
    /// </summary>
    /// <param name="jury">J: the jury's part.</param>
    /// <param name="jurors">The jurors by seat.</param>
    /// <param name="rewards">Receives each juror's reward, in the same order.</param>
    /// <returns>What the jurors get together; the rest is the protocol's.</returns>
    /// <exception cref="ArgumentException"><paramref name="rewards"/> differs in length from <paramref name="jurors"/>.</exception>
    public static ulong Reward(ulong jury, ReadOnlySpan<SeatedJuror> jurors, Span<ulong> rewards)
    {
        if (rewards.Length != jurors.Length)
            throw new ArgumentException("There must be a reward for each juror.", nameof(rewards));
        rewards.Clear();
        var (revealed, coherent) = Count(jurors);
        if (revealed == 0)
            return 0;
        Span<ulong> parts = stackalloc ulong[3];
        LargestRemainder.Divide(jury, [60, 30, 10], parts);
        AddEqually(parts[0], jurors, coherentOnly: false, rewards);
        AddEqually(parts[1], jurors, coherentOnly: coherent > 0, rewards);
        return parts[0] + parts[1];
    }

    private static (int Revealed, int Coherent) Count(ReadOnlySpan<SeatedJuror> jurors)
    {
        var (revealed, coherent) = (0, 0);
        foreach (var juror in jurors)
        {
            revealed += juror.HasRevealed ? 1 : 0;
            coherent += juror is { HasRevealed: true, IsCoherent: true } ? 1 : 0;
        }

        return (revealed, coherent);
    }

    private static void AddEqually(ulong part, ReadOnlySpan<SeatedJuror> jurors, bool coherentOnly, Span<ulong> rewards)
    {
        var weights = new ulong[jurors.Length];
        var shares = new ulong[jurors.Length];
        for (var seat = 0; seat < jurors.Length; seat++)
            weights[seat] = jurors[seat].HasRevealed && (jurors[seat].IsCoherent || !coherentOnly) ? 1UL : 0;
        LargestRemainder.Divide(part, weights, shares);
        for (var seat = 0; seat < shares.Length; seat++)
            rewards[seat] += shares[seat];
    }

    private static (ulong Muscle, ulong Brains) Halves(ulong parties)
    {
        // Listed as agent, buyer: the odd unit is the agent's.
        Span<ulong> halves = stackalloc ulong[2];
        LargestRemainder.Divide(parties, [1, 1], halves);
        return (halves[0], halves[1]);
    }
}
