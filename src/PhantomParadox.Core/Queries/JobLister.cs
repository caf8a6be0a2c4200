using PhantomParadox.Jobs;

namespace PhantomParadox.Queries;

/// <summary>Lists the jobs in memory, newest first: along the list of their buyer, of their agent, of all open ones, or of all.</summary>
internal static class JobLister
{
    public static LivePage<JobRecord> List(Market market, JobQuery query, long before)
    {
        var page = new LivePage<JobRecord>([], 0);
        if (query.Buyer is { } buyer)
        {
            return market.Wallets.TryFind(buyer, out var wallet)
                ? Walk(market, query, before, market.Wallets[wallet].Jobs.Last, JobList.OfBuyer)
                : page;
        }
        if (query.AgentWallet is { } agent)
        {
            return market.Wallets.TryFind(agent, out var wallet) && market.Wallets[wallet].Agent is > 0 and var link
                ? Walk(market, query, before, market.Agents[link - 1].Jobs.Last, JobList.OfAgent)
                : page;
        }
        // The log is searched by time, the list of the open ones only from its end.
        var isOpen = query.CreatedBefore is null
            && (query.OpenOnly || query.Status is JobStatus.Pending or JobStatus.Assigned or JobStatus.InProgress);
        return isOpen ? Walk(market, query, before, market.Jobs.NewestOpen, JobList.Phase) : WalkLog(market, query, before);
    }

    /// <summary>Follows a linked list from its newest job, or from the cursor's if that is still on it.</summary>
    private static LivePage<JobRecord> Walk(Market market, JobQuery query, long before, int newest, JobList list)
    {
        var jobs = market.Jobs;
        var link = newest;
        if (before != long.MaxValue)
        {
            // The cursor names the last job looked at; where that has left memory or the list, the log of all jobs leads on.
            var slot = jobs.Log.SlotAt(before);
            if (slot < 0 || !IsOn(market, slot, query, list))
                return WalkLog(market, query, before);
            link = jobs[slot].PreviousOn(list);
        }
        List<JobRecord> items = [];
        var span = CreatedSpan.Of(query.CreatedFrom, query.CreatedBefore);
        var budget = Paging.Budget;
        var last = before;
        for (; link != 0; link = jobs[link - 1].PreviousOn(list))
        {
            if (items.Count == query.Limit || budget-- == 0)
                return new LivePage<JobRecord>(items, last);
            last = jobs[link - 1].Ordinal;
            if (jobs[link - 1].CreatedAt < span.From)
                break;
            AddIfWanted(market, query, span, link - 1, items);
        }
        return new LivePage<JobRecord>(items, 0);
    }

    private static LivePage<JobRecord> WalkLog(Market market, JobQuery query, long before)
    {
        List<JobRecord> items = [];
        var log = market.Jobs.Log;
        var span = CreatedSpan.Of(query.CreatedFrom, query.CreatedBefore);
        var ordinal = span.StartIn(log, before, slot => market.Jobs[slot].CreatedAt);
        var budget = Paging.Budget;
        while (budget-- > 0)
        {
            var next = log.PreviousLive(ordinal, ref budget);
            if (next == 0)
                return new LivePage<JobRecord>(items, 0);
            if (next < 0)
                return new LivePage<JobRecord>(items, -next);
            if (items.Count == query.Limit)
                break;
            ordinal = next;
            var slot = log.SlotAt(ordinal);
            if (market.Jobs[slot].CreatedAt < span.From)
                return new LivePage<JobRecord>(items, 0);
            AddIfWanted(market, query, span, slot, items);
        }
        return new LivePage<JobRecord>(items, ordinal);
    }

    private static void AddIfWanted(Market market, JobQuery query, in CreatedSpan span, int slot, List<JobRecord> items)
    {
        ref var row = ref market.Jobs[slot];
        if ((query.Status is { } status && row.Status != status)
            || (query.Type is { } type && row.Type != type)
            || (query.OpenOnly && row.Phase != JobPhase.Open)
            || !span.Contains(row.CreatedAt)
            || (query.Buyer is { } buyer && !IsWallet(market, row.Buyer, buyer))
            || (query.AgentWallet is { } agent && !IsAgent(market, row, agent)))
        {
            return;
        }
        items.Add(JobRecords.Of(market, slot));
    }

    private static bool IsOn(Market market, int slot, JobQuery query, JobList list)
    {
        ref var row = ref market.Jobs[slot];
        return list switch
        {
            JobList.OfBuyer => IsWallet(market, row.Buyer, query.Buyer!),
            JobList.OfAgent => row.Agent != 0 && IsWallet(market, market.Agents[row.Agent - 1].Wallet, query.AgentWallet!),
            _ => row.Phase == JobPhase.Open,
        };
    }

    private static bool IsAgent(Market market, in JobRow row, string wallet) =>
        row.Agent != 0 && row.Status != JobStatus.Pending && IsWallet(market, market.Agents[row.Agent - 1].Wallet, wallet);

    private static bool IsWallet(Market market, int slot, string text) =>
        market.Wallets.TryFind(text, out var wallet) && wallet.Slot == slot;
}
