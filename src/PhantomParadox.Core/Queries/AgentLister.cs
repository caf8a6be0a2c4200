using System.Text;
using PhantomParadox.Agents;

namespace PhantomParadox.Queries;

/// <summary>Lists agents, newest first: all of them by registration, live ones by the opening of their sessions.</summary>
internal static class AgentLister
{
    public static LivePage<AgentRecord> List(Market market, AgentQuery query, long before)
    {
        List<AgentRecord> items = [];
        var capability = 0;
        if (query.Capability is { } name)
        {
            capability = name.Length > 64 ? 0 : market.Texts.Find(Encoding.UTF8.GetBytes(name));
            if (capability == 0)
                return new LivePage<AgentRecord>(items, 0);
        }
        var log = query.OnlineOnly || query.AvailableOnly ? market.Agents.OnlineLog : market.Agents.Log;
        var budget = Paging.Budget;
        var ordinal = Math.Min(before, log.Next);
        while (budget-- > 0)
        {
            var next = log.PreviousLive(ordinal, ref budget);
            if (next == 0)
                return new LivePage<AgentRecord>(items, 0);
            if (next < 0)
                return new LivePage<AgentRecord>(items, -next);
            if (items.Count == query.Limit)
                break;
            ordinal = next;
            var slot = log.SlotAt(ordinal);
            if (IsWanted(market, query, market.Agents[slot], capability))
                items.Add(AgentRecords.Of(market, slot));
        }
        return new LivePage<AgentRecord>(items, ordinal);
    }

    private static bool IsWanted(Market market, AgentQuery query, in AgentRow row, int capability) =>
        (!query.AvailableOnly || market.Agents.StatusOf(row) == AgentStatus.Online)
        && (capability == 0 || market.Index.CapabilitiesOf(row.CapabilitySet - 1).Contains(capability));
}
