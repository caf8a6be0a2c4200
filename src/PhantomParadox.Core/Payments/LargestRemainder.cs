namespace PhantomParadox;

/// <summary>Divides an amount into whole units by weight, so that the shares sum to it.</summary>
/// <remarks>
/// Each gets ⌊T·w/W⌋, and what is left goes one unit each to the largest T·w mod W, ties in the listed order. Also known as Hamilton's
/// method. Source: the rules of the market, §5.
/// </remarks>
public static class LargestRemainder
{
    private const int OnStack = 128;

    /// <summary>Divides.</summary>
    /// <param name="total">T: the amount, in the smallest unit.</param>
    /// <param name="weights">The weights, in the order in which ties are settled; one at least above 0, unless the amount is 0.</param>
    /// <param name="shares">Receives the shares in the same order. A weight of 0 has none.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or nobody has a weight.</exception>
    /// <exception cref="OverflowException">The weights' sum doesn't fit in 64 bits.</exception>
    public static void Divide(ulong total, ReadOnlySpan<ulong> weights, Span<ulong> shares)
    {
        if (shares.Length != weights.Length)
            throw new ArgumentException("There must be a share for each weight.", nameof(shares));
        ulong all = 0;
        foreach (var weight in weights)
            all = checked(all + weight);
        if (all == 0)
        {
            if (total != 0)
                throw new ArgumentException("Nobody has a weight.", nameof(weights));
            shares.Clear();
            return;
        }

        var remainders = weights.Length <= OnStack ? stackalloc ulong[weights.Length] : new ulong[weights.Length];
        var left = total;
        for (var index = 0; index < weights.Length; index++)
        {
            // Below 2¹²⁸, as both factors are below 2⁶⁴.
            var (share, remainder) = UInt128.DivRem((UInt128)total * weights[index], all);
            shares[index] = (ulong)share;
            remainders[index] = (ulong)remainder;
            left -= (ulong)share;
        }

        // The remainders sum to left · W and each is below W: there are more of them above 0 than units left.
        if (left != 0)
            GiveLeft((int)left, remainders, shares);
    }

    private static void GiveLeft(int left, ReadOnlySpan<ulong> remainders, Span<ulong> shares)
    {
        var sorted = remainders.Length <= OnStack ? stackalloc ulong[remainders.Length] : new ulong[remainders.Length];
        remainders.CopyTo(sorted);
        sorted.Sort();
        var least = sorted[^left];
        var ties = left;
        foreach (var remainder in remainders)
        {
            if (remainder > least)
                ties--;
        }

        for (var index = 0; index < remainders.Length; index++)
        {
            if (remainders[index] > least || (remainders[index] == least && ties-- > 0))
                shares[index]++;
        }
    }
}
