using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Memory;

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
            Terms = TermsOf(dispute, rounds),
            Appeals = dispute.Appeals,
        };
        return new ProofCopy(proof, pools);
    }

    private static RoundProof Of(Market market, in RoundRow row, bool isRuled)
    {
        var isDrawn = !row.SeedValue.IsNone;
        var value = market.Blobs.Read(row.SeedValue);
        var round = new RoundProof
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
            Bond = row.Bond,
        };
        if (!isRuled || !isDrawn)
            return round;
        var parties = DrawParties.Read(market.Blobs.Read(row.Parties));
        var hits = DrawCodec.Hits(market.Blobs.Read(row.Hits));
        var jobs = DrawCodec.RelatedJobs(hits, market.Blobs.Read(row.RelatedJobs));
        return round with
        {
            Parties = new ProofParties(parties.Agent, parties.AgentOperator, parties.BuyerAgent, parties.BuyerOperator),
            Hits = [.. hits.Zip(jobs, (hit, job) => new HitProof(hit, null, "", 0, false, [], job))],
            Called = CalledOf(market, row),
            Offers = Jurors.OfOffers(market, row, isRuled),
            Tally = Ruling.TallyOf(market, row),
            Verdict = row.Verdict != 0 ? row.Verdict : null,
            IsConsensus = row.IsConsensus,
        };
    }

    private static ProofTerms TermsOf(in DisputeRow dispute, List<RoundProof> rounds)
    {
        var terms = dispute.Terms;
        var (size, consensus) = rounds.Count == 0
            ? (dispute.JurySize, dispute.ConsensusRequired)
            : (rounds[0].Wanted, rounds[0].WantedConsensus);
        return new ProofTerms(size, consensus, terms.OffersPerSeat, terms.MaxAppeals, terms.FeeBps, terms.RewardCap, terms.TimeoutPolicy);
    }

    private static List<Handle> CalledOf(Market market, in RoundRow row)
    {
        List<Handle> called = [];
        for (var position = 0; position < row.PositionCount; position++)
            called.Add(DrawCodec.PositionAt(market.Blobs.Read(row.Positions), position));
        return called;
    }
}

/// <summary>What a proof takes from the state.</summary>
/// <param name="Proof">The proof; its hits lack candidates and paths.</param>
/// <param name="Pools">The pool of each round as far as it stands in the journal; empty otherwise.</param>
internal sealed record ProofCopy(DisputeProof Proof, IReadOnlyList<ReadOnlyMemory<byte>> Pools);
