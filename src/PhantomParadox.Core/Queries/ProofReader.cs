using PhantomParadox.Disputes;
using PhantomParadox.Identity;

namespace PhantomParadox.Queries;

/// <summary>Copies out all that a proof of a dispute takes from the state. The paths are hashed later, off the loop.</summary>
internal static class ProofReader
{
    /// <summary>Reads what a proof takes; null where there is no such dispute.</summary>
    public static ProofCopy? Read(Market market, UInt128 id)
    {
        if (!market.Disputes.TryFind(id, out var found))
            return null;
        ref var dispute = ref market.Disputes[found];
        var isRuled = dispute.Status is DisputeStatus.Resolved or DisputeStatus.Timeout;
        List<RoundProof> rounds = [];
        List<ReadOnlyMemory<byte>> pools = [];
        for (var link = dispute.Round; link != 0; link = market.Court.Rounds[link - 1].Previous)
        {
            rounds.Insert(0, Of(market, market.Court.Rounds[link - 1], isRuled));
            pools.Insert(0, isRuled ? market.Blobs.Read(market.Court.Rounds[link - 1].Pool).ToArray() : default);
        }
        var proof = new DisputeProof
        {
            Dispute = DisputeRecords.Of(market, found.Slot),
            Rounds = rounds,
            Escrow = dispute.BuyerReceives + dispute.AgentReceives + dispute.JuryReward + dispute.ProtocolFee,
            FeeBps = market.Options.Payments.FeeBps,
            RewardCap = market.Options.Jury.RewardCap,
        };
        return new ProofCopy(proof, pools);
    }

    /// <summary>Which agents configuration trusts as jurors.</summary>
    public static AgentId[] BootstrapsAmong(Market market, IEnumerable<AgentId> agents) =>
    [
        .. agents.Where(agent => market.Agents.TryFind(Uuid.FromGuid(agent.Value), out var found)
            && market.Agents[found].Has(Agents.AgentFlags.Bootstrap)),
    ];

    private static RoundProof Of(Market market, in RoundRow row, bool isRuled)
    {
        var isDrawn = !row.SeedValue.IsNone;
        var value = market.Blobs.Read(row.SeedValue);
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
            Hits = isRuled && isDrawn ? HitsOf(market, row) : [],
            Positions = isRuled && isDrawn ? PositionsOf(market, row) : [],
            Offers = isRuled ? Jurors.OfOffers(market, row, isRuled) : [],
            Verdict = isRuled && row.Verdict != 0 ? row.Verdict : null,
            IsConsensus = isRuled && row.IsConsensus,
            Bond = row.Bond,
        };
    }

    private static List<HitProof> HitsOf(Market market, in RoundRow row) =>
        [.. DrawCodec.Hits(market.Blobs.Read(row.Hits)).Select(static hit => new HitProof(hit, null, "", 0, false, []))];

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

/// <summary>What a proof takes from the state.</summary>
/// <param name="Proof">The proof; its hits lack candidates and paths.</param>
/// <param name="Pools">The pool of each round as far as it stands in the journal; empty otherwise.</param>
internal sealed record ProofCopy(DisputeProof Proof, IReadOnlyList<ReadOnlyMemory<byte>> Pools);
