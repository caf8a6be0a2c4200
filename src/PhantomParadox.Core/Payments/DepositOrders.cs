using System.Text;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;
using PhantomParadox.Queries;

namespace PhantomParadox.Payments;

/// <summary>Copies orders out of the state.</summary>
internal static class DepositOrders
{
    public static DepositOrder Of(Market market, int slot)
    {
        ref var row = ref market.Deposits[slot];
        return new DepositOrder
        {
            Reference = row.Reference,
            Job = new JobId(Uuid.ToGuid(row.JobId)),
            Buyer = Encoding.ASCII.GetString(market.Wallets.Read(row.Buyer)),
            Currency = row.Currency,
            Amount = row.Amount,
            Arrived = row.Arrived,
            Status = row.Status,
            OpenedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.OpenedAt),
            ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(row.ExpiresAt),
            WatchedUntil = DateTimeOffset.FromUnixTimeMilliseconds(market.FromMarketTime(row.OpenedAtMarket + DepositTerms.Watched)),
        };
    }

    /// <summary>The order of a job; null where its payment came on the ledger's word.</summary>
    public static DepositOrder? OfJob(Market market, in JobRow row) =>
        row.Has(JobFlags.Deposit) ? Of(market, market.Jobs.ExtrasOf(row).Order - 1) : null;

    /// <summary>Those that deposits are looked for, the oldest first.</summary>
    /// <param name="market">The state.</param>
    /// <param name="after">The ordinal to go on behind; <see cref="long.MaxValue"/> to begin.</param>
    /// <param name="limit">Orders at most.</param>
    public static Page<DepositOrder> List(Market market, long after, int limit)
    {
        List<DepositOrder> items = [];
        var link = after == long.MaxValue ? market.Deposits.FirstWatched : market.Deposits.WatchedAfter(after);
        var last = 0L;
        for (; link != 0 && items.Count < limit; link = market.Deposits[link - 1].Next)
        {
            items.Add(Of(market, link - 1));
            last = market.Deposits[link - 1].Ordinal;
        }
        return new Page<DepositOrder>(items, link == 0 ? null : Paging.CursorOf(last));
    }
}
