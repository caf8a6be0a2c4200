namespace PhantomParadox.Payments;

/// <summary>Old orders for deposits are no longer looked for, and older ones leave memory.</summary>
internal sealed class SweepDeposits : InternalCommand
{
    private const int Most = 256;

    /// <summary>When there is something to do, in milliseconds since 1970-01-01 UTC; <see cref="long.MaxValue"/> for never.</summary>
    public static long DueOf(Market market)
    {
        var deposits = market.Deposits;
        if (deposits.First == 0)
            return long.MaxValue;
        var due = deposits[deposits.First - 1].OpenedAt + DepositTerms.Kept;
        return deposits.FirstWatched == 0 ? due : Math.Min(due, deposits[deposits.FirstWatched - 1].OpenedAt + DepositTerms.Watched);
    }

    public override void Decide(Decision decision)
    {
        var deposits = decision.Market.Deposits;
        var closed = Count(deposits, deposits.FirstWatched, decision.Now - DepositTerms.Watched);
        if (closed > 0)
            decision.Emit(new DepositsClosed(closed));
        // Those that are closed in this turn come first among those that weren't: none is forgotten before.
        var forgotten = Count(deposits, deposits.First, decision.Now - DepositTerms.Kept);
        if (forgotten > 0)
            decision.Emit(new DepositsForgotten(forgotten));
    }

    // Orders opened by a time; but for the first, no more than a turn may touch with their deposits.
    private static int Count(DepositBook deposits, int first, long latest)
    {
        var (count, size) = (0, 0);
        for (var link = first; link != 0 && deposits[link - 1].OpenedAt <= latest; link = deposits[link - 1].Next)
        {
            size += 1 + deposits[link - 1].Deposits;
            if (size > Most && count > 0)
                break;
            count++;
        }
        return count;
    }
}
