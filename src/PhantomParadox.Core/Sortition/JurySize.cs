namespace PhantomParadox;

/// <summary>How large a jury is, and how many votes it takes.</summary>
/// <param name="Seats">Its seats; 0 where none can be seated.</param>
/// <param name="Consensus">Equal votes that make a consensus.</param>
/// <param name="Quorum">Votes that make its verdict count.</param>
/// <remarks>Source: the rules of the market, §3.7.</remarks>
public readonly record struct JurySize(int Seats, int Consensus, int Quorum)
{
    /// <summary>Seats of the smallest jury.</summary>
    public const int Smallest = 3;

    /// <summary>Chooses the largest of n, 7, 5 and 3 that the positions fill.</summary>
    /// <param name="seats">n: seats of the full jury, at least 3.</param>
    /// <param name="consensus">Equal votes that make a consensus in the full jury; a smaller one takes <see cref="ConsensusOf"/>.</param>
    /// <param name="positions">Positions that the draw gave.</param>
    /// <returns>The size; <c>default</c> where fewer than 3 positions came about, so that the timeout policy decides.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seats"/> is below 3, or <paramref name="consensus"/> isn't 1 to that.</exception>
    public static JurySize Choose(int seats, int consensus, int positions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seats, Smallest);
        ArgumentOutOfRangeException.ThrowIfLessThan(consensus, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(consensus, seats);
        if (positions >= seats)
            return new(seats, consensus, QuorumOf(seats));
        var smaller = positions switch { >= 7 => 7, >= 5 => 5, >= Smallest => Smallest, _ => 0 };
        return smaller == 0 ? default : new(smaller, ConsensusOf(smaller), QuorumOf(smaller));
    }

    /// <summary>⌈0.8 n⌉.</summary>
    /// <param name="seats">n.</param>
    /// <returns>Equal votes that make a consensus.</returns>
    public static int ConsensusOf(int seats) => checked((int)((4L * seats + 4) / 5));

    /// <summary>⌈2n/3⌉.</summary>
    /// <param name="seats">n.</param>
    /// <returns>Votes that make a verdict count.</returns>
    public static int QuorumOf(int seats) => checked((int)((2L * seats + 2) / 3));
}
