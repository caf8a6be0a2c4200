using PhantomParadox.Journal;
using PhantomParadox.Memory;
using PhantomParadox.Validation;

namespace PhantomParadox.Agents;

/// <summary>Decides what a profile that an agent reports changes.</summary>
internal static class ProfileEvents
{
    /// <summary>Emits the profile, unless it is as on record.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="profile">What it reports; checked before.</param>
    /// <param name="shown">Its reputation.</param>
    /// <param name="isNew">Whether the agent is registered by the same decision.</param>
    public static void Emit(Decision decision, Handle agent, AgentProfile profile, int shown, bool isNew)
    {
        var market = decision.Market;
        var capabilities = DistinctTexts.Of(profile.Capabilities);
        if (!isNew && IsOnRecord(market, market.Agents[agent], profile, capabilities))
            return;
        var traits = new AgentTraits(shown, profile.MaxBandwidth, profile.DailyDataCap, profile.Capacity);
        decision.Emit(new ProfileChanged
        {
            Agent = agent,
            Platform = profile.Platform,
            Version = profile.Version,
            Capabilities = new EventTexts(capabilities),
            Operator = profile.Operator,
            MaxBandwidth = profile.MaxBandwidth,
            DailyDataCap = profile.DailyDataCap,
            Capacity = profile.Capacity,
            Acknowledges = profile.Acknowledges,
            BytesRelayed = profile.BytesRelayed,
            Score = Math.Clamp(market.Scorer.Score(traits), 0, 100),
        });
    }

    private static bool IsOnRecord(Market market, in AgentRow row, AgentProfile profile, IReadOnlyList<string> capabilities)
    {
        if (row.MaxBandwidth != profile.MaxBandwidth || row.DailyDataCap != profile.DailyDataCap
            || row.Capacity != profile.Capacity || row.BytesRelayed != profile.BytesRelayed
            || row.Has(AgentFlags.Acknowledges) != profile.Acknowledges
            || !Same(market.Texts.Read(row.Platform), profile.Platform) || !Same(market.Blobs.Read(row.Version), profile.Version)
            || !Same(market.Texts.Read(row.Operator), profile.Operator))
        {
            return false;
        }
        var set = market.Index.CapabilitiesOf(row.CapabilitySet - 1);
        if (set.Length != capabilities.Count)
            return false;
        for (var index = 0; index < capabilities.Count; index++)
        {
            if (!Contains(market, set, capabilities[index]))
                return false;
        }
        return true;
    }

    private static bool Contains(Market market, ReadOnlySpan<int> set, string text)
    {
        foreach (var capability in set)
        {
            if (Same(market.Texts.Read(capability), text))
                return true;
        }
        return false;
    }

    private static bool Same(ReadOnlySpan<byte> utf8, string text)
    {
        if (text.Length > utf8.Length)
            return false;
        Span<byte> bytes = stackalloc byte[64 * 3];
        return utf8.SequenceEqual(bytes[..System.Text.Encoding.UTF8.GetBytes(text, bytes)]);
    }
}
