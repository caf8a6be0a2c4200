using System.Text;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;

namespace PhantomParadox.Agents;

/// <summary>Copies agents out of the state.</summary>
internal static class AgentRecords
{
    public static AgentRecord Of(Market market, int slot)
    {
        ref var row = ref market.Agents[slot];
        return new AgentRecord
        {
            Id = new AgentId(Uuid.ToGuid(row.Id)),
            Profile = ProfileOf(market, row),
            Status = market.Agents.StatusOf(row),
            Reputation = row.Shown,
            Session = new SessionId(market.Agents.IsOnline(row) ? row.Session : 0),
            CurrentJobs = HeldBy(market, row),
            RegisteredAt = DateTimeOffset.FromUnixTimeMilliseconds(row.RegisteredAt),
            ConnectedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.ConnectedAt),
            LastSeen = DateTimeOffset.FromUnixTimeMilliseconds(row.LastSeen),
            AssignmentPaused = row.Has(AgentFlags.AssignmentPaused),
        };
    }

    private static AgentProfile ProfileOf(Market market, in AgentRow row)
    {
        List<string> capabilities = [];
        foreach (var capability in market.Index.CapabilitiesOf(row.CapabilitySet - 1))
            capabilities.Add(Encoding.ASCII.GetString(market.Texts.Read(capability)));
        return new AgentProfile
        {
            Wallet = Encoding.ASCII.GetString(market.Wallets.Read(row.Wallet)),
            Platform = Encoding.UTF8.GetString(market.Texts.Read(row.Platform)),
            Version = Encoding.UTF8.GetString(market.Blobs.Read(row.Version)),
            Capabilities = capabilities,
            MaxBandwidth = row.MaxBandwidth,
            DailyDataCap = row.DailyDataCap,
            Capacity = row.Capacity,
            Acknowledges = row.Has(AgentFlags.Acknowledges),
            Operator = Encoding.UTF8.GetString(market.Texts.Read(row.Operator)),
            BytesRelayed = row.BytesRelayed,
        };
    }

    private static IReadOnlyList<JobId> HeldBy(Market market, in AgentRow row)
    {
        if (row.Held == 0)
            return [];
        List<JobId> held = new(row.Held);
        for (var link = row.HeldJobs.First; link != 0; link = market.Jobs[link - 1].NextOn(JobList.Held))
            held.Add(new JobId(Uuid.ToGuid(market.Jobs[link - 1].Id)));
        return held;
    }
}
