using PhantomParadox.Disputes;

namespace PhantomParadox.Queries;

/// <summary>Lists disputes, newest first.</summary>
internal static class DisputeLister
{
    public static LivePage<DisputeRecord> List(Market market, DisputeQuery query, long before)
    {
        List<DisputeRecord> items = [];
        var party = -1;
        if (query.PartyWallet is { } wallet)
        {
            if (!market.Wallets.TryFind(wallet, out var handle))
                return new LivePage<DisputeRecord>(items, 0);
            party = handle.Slot;
        }
        var log = market.Disputes.Log;
        var span = CreatedSpan.Of(query.CreatedFrom, query.CreatedBefore);
        var ordinal = span.StartIn(log, before, slot => market.Disputes[slot].CreatedAt);
        var budget = Paging.Budget;
        while (budget-- > 0)
        {
            var next = log.PreviousLive(ordinal, ref budget);
            if (next == 0)
                return new LivePage<DisputeRecord>(items, 0);
            if (next < 0)
                return new LivePage<DisputeRecord>(items, -next);
            if (items.Count == query.Limit)
                break;
            ordinal = next;
            var slot = log.SlotAt(ordinal);
            var createdAt = market.Disputes[slot].CreatedAt;
            if (createdAt < span.From)
                return new LivePage<DisputeRecord>(items, 0);
            if (span.Contains(createdAt) && IsWanted(market, query, market.Disputes[slot], party))
                items.Add(DisputeRecords.Of(market, slot));
        }
        return new LivePage<DisputeRecord>(items, ordinal);
    }

    private static bool IsWanted(Market market, DisputeQuery query, in DisputeRow row, int party)
    {
        if (query.Status is { } status && row.Status != status)
            return false;
        if (query.UnresolvedOnly && row.Status is DisputeStatus.Resolved or DisputeStatus.Timeout)
            return false;
        if (party < 0)
            return true;
        ref var job = ref market.Jobs[row.Job];
        return job.Buyer == party || market.Agents[job.Agent - 1].Wallet == party;
    }
}
