using PhantomParadox.Queries;

namespace PhantomParadox.Payments;

/// <summary>Lists payouts, newest first: those that haven't ended from their own list, others from that of all.</summary>
internal static class PayoutLister
{
    public static LivePage<PayoutRecord> List(Market market, PayoutQuery query, long before) =>
        query.Status is PayoutStatus.Open or PayoutStatus.Review ? WalkLive(market, query, before) : WalkLog(market, query, before);

    private static LivePage<PayoutRecord> WalkLive(Market market, PayoutQuery query, long before)
    {
        List<PayoutRecord> items = [];
        var budget = Paging.Budget;
        for (var link = market.Payouts.NewestLive; link != 0; link = market.Payouts[link - 1].Previous)
        {
            ref var row = ref market.Payouts[link - 1];
            if (row.Ordinal >= before)
                continue;
            if (items.Count == query.Limit || budget-- == 0)
                return new LivePage<PayoutRecord>(items, row.Ordinal + 1);
            if (row.Status == query.Status)
                items.Add(PayoutRecords.Of(market, link - 1));
        }
        return new LivePage<PayoutRecord>(items, 0);
    }

    private static LivePage<PayoutRecord> WalkLog(Market market, PayoutQuery query, long before)
    {
        List<PayoutRecord> items = [];
        var log = market.Payouts.Log;
        var ordinal = Math.Min(before, log.Next);
        var budget = Paging.Budget;
        while (budget-- > 0)
        {
            var next = log.PreviousLive(ordinal, ref budget);
            if (next == 0)
                return new LivePage<PayoutRecord>(items, 0);
            if (next < 0)
                return new LivePage<PayoutRecord>(items, -next);
            if (items.Count == query.Limit)
                break;
            ordinal = next;
            var slot = log.SlotAt(ordinal);
            if (query.Status is not { } status || market.Payouts[slot].Status == status)
                items.Add(PayoutRecords.Of(market, slot));
        }
        return new LivePage<PayoutRecord>(items, ordinal);
    }
}
