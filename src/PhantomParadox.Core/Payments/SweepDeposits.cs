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
        var due = deposits.FirstWatched == 0
            ? long.MaxValue
            : market.FromMarketTime(deposits[deposits.FirstWatched - 1].OpenedAtMarket + DepositTerms.Watched);
        var oldest = deposits[deposits.First - 1].OpenedAt;
        // While another is looked for that could take a deposit of its own, it stays: closing that one comes first.
        return oldest >= FirstNeeded(deposits, deposits.FirstWatched) ? due : Math.Min(due, oldest + DepositTerms.Kept);
    }

    public override void Decide(Decision decision)
    {
        var deposits = decision.Market.Deposits;
        var (closed, watched) = Closing(deposits, decision.MarketNow - DepositTerms.Watched);
        if (closed > 0)
            decision.Emit(new DepositsClosed(closed));
        // Those that are closed in this turn come first among those that weren't: none is forgotten before.
        var forgotten = Forgetting(deposits, Math.Min(decision.Now - DepositTerms.Kept, FirstNeeded(deposits, watched) - 1));
        if (forgotten > 0)
            decision.Emit(new DepositsForgotten(forgotten));
    }

    /// <summary>Orders opened from this time on stay, however old: the first that is looked for, given by its link, could share a deposit with them.</summary>
    private static long FirstNeeded(DepositBook deposits, int firstWatched) =>
        firstWatched == 0 ? long.MaxValue : deposits[firstWatched - 1].OpenedAt - DepositTerms.Apart;

    // Orders opened by a market time, and the one behind them.
    private static (int Count, int Next) Closing(DepositBook deposits, long latest)
    {
        var count = 0;
        var link = deposits.FirstWatched;
        for (; link != 0 && count < Most && deposits[link - 1].OpenedAtMarket <= latest; link = deposits[link - 1].Next)
            count++;
        return (count, link);
    }

    // Orders opened by a time; but for the first, no more than a turn may touch with their deposits.
    private static int Forgetting(DepositBook deposits, long latest)
    {
        var (count, size) = (0, 0);
        for (var link = deposits.First; link != 0 && deposits[link - 1].OpenedAt <= latest; link = deposits[link - 1].Next)
        {
            size += 1 + deposits[link - 1].Deposits;
            if (size > Most && count > 0)
                break;
            count++;
        }
        return count;
    }
}
