using System.Globalization;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>Shows a pool as the wire does, in one piece: what the endpoint streams.</summary>
internal static class PoolViews
{
    public static DisputePoolReply Pool(DisputePool pool) => new()
    {
        DisputeId = pool.Dispute.Value,
        Round = pool.Round,
        PoolRoot = pool.Root.ToString(),
        PoolCount = pool.Count,
        PoolTotal = pool.Total.ToString(CultureInfo.InvariantCulture),
        Candidates = [.. Enumerable.Range(0, pool.Count).Select(place => Candidate(pool[place]))],
    };

    public static WirePoolCandidate Candidate(in DisputePoolCandidate candidate) => new(
        candidate.Agent.Value, candidate.Operator, candidate.Weight.ToString(CultureInfo.InvariantCulture), candidate.IsBootstrap);
}
