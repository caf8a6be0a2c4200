using System.Text;

namespace PhantomParadox.Queries;

/// <summary>Copies the market's figures out; all but the two tables of the most frequent are simply there.</summary>
internal static class StatisticsReader
{
    private const int MostEntries = 1_000;

    // Agents may invent capabilities; a read must stay short however many there are.
    private const int MostLookedAt = 8_192;

    public static MarketStatistics Read(Market market) => new()
    {
        Agents = new AgentStatistics
        {
            Total = market.Agents.Count,
            Online = market.Agents.Online,
            Busy = market.Agents.Busy,
            ByPlatform = MostFrequent(market, platforms: true),
            ByCapability = MostFrequent(market, platforms: false),
            TotalBytesRelayed = market.Agents.BytesRelayed,
            ReputationSum = market.Agents.ReputationSum,
        },
        Jobs = new JobStatistics
        {
            Total = market.Jobs.Total,
            ByStatus = Table(JobStatus.Pending, JobStatus.Cancelled, market.Jobs.CountOf),
            ByType = Table(JobType.Relay, JobType.Storage, market.Jobs.CountOf),
            Paid = Table(Currency.Sol, Currency.Usdc, market.Jobs.PaidIn),
            CompletionCount = market.Jobs.CompletionCount,
            CompletionMilliseconds = market.Jobs.CompletionMilliseconds,
        },
        Disputes = new DisputeStatistics
        {
            Total = market.Disputes.Total,
            ByStatus = Table(DisputeStatus.Open, DisputeStatus.Timeout, market.Disputes.CountOf),
            ByCategory = Table(DisputeCategory.NonDelivery, DisputeCategory.Other, market.Disputes.CountOf),
            ByVerdict = Table(JuryChoice.BrainsWin, JuryChoice.Split, market.Disputes.CountOf),
            EndedCount = market.Disputes.EndedCount,
            EndedMilliseconds = market.Disputes.EndedMilliseconds,
        },
    };

    private static SortedDictionary<TKey, TValue> Table<TKey, TValue>(TKey first, TKey last, Func<TKey, TValue> count)
        where TKey : struct, Enum
    {
        var table = new SortedDictionary<TKey, TValue>();
        foreach (var key in Enum.GetValues<TKey>())
        {
            if (key.CompareTo(first) >= 0 && key.CompareTo(last) <= 0)
                table.Add(key, count(key));
        }
        return table;
    }

    private static SortedDictionary<string, long> MostFrequent(Market market, bool platforms)
    {
        var top = new PriorityQueue<int, (int Count, int Slot)>();
        var end = Math.Min(market.Texts.Slots, MostLookedAt);
        for (var slot = 0; slot < end; slot++)
        {
            if (!market.Texts.TryGetCounts(slot, out var ofPlatform, out var ofCapability))
                continue;
            var count = platforms ? ofPlatform : ofCapability;
            if (count == 0)
                continue;
            top.Enqueue(slot, (count, slot));
            if (top.Count > MostEntries)
                top.Dequeue();
        }
        var table = new SortedDictionary<string, long>(StringComparer.Ordinal);
        while (top.TryDequeue(out var slot, out var entry))
            table.Add(Encoding.UTF8.GetString(market.Texts.Read(slot + 1)), entry.Count);
        return table;
    }
}
