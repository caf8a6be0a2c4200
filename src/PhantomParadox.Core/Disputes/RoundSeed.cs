using System.Text;
using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>The seed of a round, from the sources that its opening fixed: the beacon, and the parties' nonces in the first round.</summary>
internal static class RoundSeed
{
    public static Digest Of(Market market, in RoundRow row, ReadOnlySpan<byte> value)
    {
        ref var dispute = ref market.Disputes[row.Dispute];
        var sources = SourcesOf(market, row, value);
        return JurySeed.Compute(
            Uuid.ToGuid(dispute.Id).ToString("D"), (uint)row.Number, new Digest(market.Blobs.Read(row.PoolRoot)), [.. sources]);
    }

    /// <summary>The sources in their order.</summary>
    public static List<SeedSource> SourcesOf(Market market, in RoundRow row, ReadOnlySpan<byte> value)
    {
        ref var job = ref market.Jobs[market.Disputes[row.Dispute].Job];
        List<SeedSource> sources = [new(Encoding.UTF8.GetString(market.Blobs.Read(row.SourceName)), value.ToArray())];
        if (!job.BuyerNonce.IsNone)
            sources.Add(new("buyer", market.Blobs.Read(job.BuyerNonce).ToArray()));
        if (!job.AgentNonce.IsNone)
            sources.Add(new("agent", market.Blobs.Read(job.AgentNonce).ToArray()));
        return sources;
    }
}
