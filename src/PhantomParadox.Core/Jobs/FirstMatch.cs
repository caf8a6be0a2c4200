using System.Runtime.CompilerServices;
using System.Text;

namespace PhantomParadox.Jobs;

/// <summary>
/// Looks for the best agent for a job while it is being posted. Mostly one is idle: the job is leased in the frame that posts it, and never
/// stands in a queue.
/// </summary>
internal static class FirstMatch
{
    /// <summary>The agent's slot; −1 where there is none, or where the job has to stand in line first to know.</summary>
    public static int Find(Market market, JobSpec spec)
    {
        // Somebody comes before it.
        if (market.Work.HasFollowUps)
            return -1;
        if (spec.Requirements.Capabilities.Count > 0)
            return FindAble(market, spec);
        var type = (int)spec.Type;
        return Find(market, new ReadOnlySpan<int>(in type), spec.Requirements);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FindAble(Market market, JobSpec spec)
    {
        Span<int> needed = stackalloc int[JobApplier.MostCapabilities];
        needed[0] = (int)spec.Type;
        var count = 1;
        var capabilities = spec.Requirements.Capabilities;
        for (var index = 0; index < capabilities.Count; index++)
        {
            var known = Know(market, capabilities[index]);
            if (known == 0)
                return -1;
            if (!needed[..count].Contains(known))
                needed[count++] = known;
        }
        needed = needed[..count];
        needed.Sort();
        return Find(market, needed, spec.Requirements);
    }

    private static int Find(Market market, ReadOnlySpan<int> needed, JobRequirements requirements) =>
        market.Index.FindAgent(needed, requirements.MinReputation ?? 0, requirements.MinBandwidth ?? 0);

    // A capability that no text of the market names is one that no agent has.
    private static int Know(Market market, string capability)
    {
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(capability.Length)];
        return market.Texts.Find(utf8[..Encoding.UTF8.GetBytes(capability, utf8)]);
    }
}
