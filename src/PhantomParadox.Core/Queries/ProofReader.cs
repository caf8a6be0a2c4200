using PhantomParadox.Agents;
using PhantomParadox.Disputes;
using PhantomParadox.Identity;

namespace PhantomParadox.Queries;

/// <summary>Copies out all that a proof of a dispute takes.</summary>
internal static class ProofReader
{
    /// <summary>Reads a proof; null where there is no such dispute. Rounds with large pools get their paths later, off the loop.</summary>
    public static DisputeProof? Read(Market market, UInt128 id)
    {
        if (!market.Disputes.TryFind(id, out var found))
            return null;
        ref var dispute = ref market.Disputes[found];
        var isRuled = dispute.Status is DisputeStatus.Resolved or DisputeStatus.Timeout;
        List<RoundProof> rounds = [];
        for (var link = dispute.Round; link != 0; link = market.Court.Rounds[link - 1].Previous)
            rounds.Insert(0, Of(market, market.Court.Rounds[link - 1], isRuled));
        return new DisputeProof
        {
            Dispute = DisputeRecords.Of(market, found.Slot),
            Rounds = rounds,
            Escrow = dispute.BuyerReceives + dispute.AgentReceives + dispute.JuryReward + dispute.ProtocolFee,
            FeeBps = market.Options.Payments.FeeBps,
            RewardCap = market.Options.Jury.RewardCap,
        };
    }

    private static RoundProof Of(Market market, in RoundRow row, bool isRuled)
    {
        var isDrawn = !row.SeedValue.IsNone;
        var value = market.Blobs.Read(row.SeedValue);
        var pool = isRuled && !row.Pool.IsNone ? RoundPool.Read(market.Blobs.Read(row.Pool)) : null;
        return new RoundProof
        {
            Number = row.Number,
            PoolRoot = market.Blobs.Read(row.PoolRoot).ToArray(),
            PoolCount = row.PoolCount,
            PoolTotal = (ulong)row.PoolTotal,
            Sources = RoundSeed.SourcesOf(market, row, value),
            Seed = isDrawn ? RoundSeed.Of(market, row, value).Bytes.ToArray() : default,
            Wanted = row.Wanted,
            WantedConsensus = row.WantedConsensus,
            Seats = row.Seats,
            Consensus = row.Consensus,
            Quorum = row.Quorum,
            Hits = isRuled && isDrawn ? HitsOf(market, row, pool) : [],
            Positions = isRuled && isDrawn ? PositionsOf(market, row) : [],
            Offers = isRuled ? Jurors.OfOffers(market, row, isRuled) : [],
            Verdict = isRuled && row.Verdict != 0 ? row.Verdict : null,
            IsConsensus = isRuled && row.IsConsensus,
            Bond = row.Bond,
        };
    }

    private static List<HitProof> HitsOf(Market market, in RoundRow row, RoundPool? pool)
    {
        List<HitProof> hits = [];
        foreach (var hit in DrawCodec.Hits(market.Blobs.Read(row.Hits)))
            hits.Add(pool is null ? new HitProof(hit, null, "", 0, false, []) : Of(market, hit, pool));
        return hits;
    }

    /// <summary>Joins a number drawn with the candidate that it hit.</summary>
    public static HitProof Of(Market? market, JuryHit hit, RoundPool pool)
    {
        if (hit.Candidate < 0)
            return new HitProof(hit, null, "", 0, false, []);
        ref readonly var candidate = ref pool.Candidates[hit.Candidate];
        var isBootstrap = market is not null && market.Agents[candidate.Agent.Slot].Has(AgentFlags.Bootstrap);
        return new HitProof(
            hit, new AgentId(Uuid.ToGuid(candidate.Id)), candidate.OperatorName, candidate.Weight, isBootstrap, pool.PathOf(hit.Candidate));
    }

    private static List<AgentId> PositionsOf(Market market, in RoundRow row)
    {
        List<AgentId> positions = [];
        for (var position = 0; position < row.PositionCount; position++)
        {
            var agent = DrawCodec.PositionAt(market.Blobs.Read(row.Positions), position);
            positions.Add(new AgentId(Uuid.ToGuid(market.Agents[agent.Slot].Id)));
        }
        return positions;
    }
}
