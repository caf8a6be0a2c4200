using System.Text;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;
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
        var buyer = new SpecTexts(market.Blobs.Read(job.Spec)).Nonce;
        if (!buyer.IsEmpty)
            sources.Add(new("buyer", buyer.ToArray()));
        var agent = market.Jobs.ExtrasOf(job).AgentNonce;
        if (!agent.IsNone)
            sources.Add(new("agent", market.Blobs.Read(agent).ToArray()));
        return sources;
    }
}
