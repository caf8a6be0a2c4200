using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Queries;

/// <summary>Copies out all that a proof of a dispute takes.</summary>
internal static class ProofReader
{
    /// <summary>
    /// Reads a proof; null where there is no such dispute. Rounds whose pool isn't in the journal get their candidates later, off the
    /// loop: see <see cref="WithPool"/>.
    /// </summary>
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
            Terms = TermsOf(dispute, rounds),
            Appeals = dispute.Appeals,
        };
    }

    /// <summary>Joins the numbers drawn with the candidates that they hit, and names those called.</summary>
    public static RoundProof WithPool(RoundProof round, RoundPool pool)
    {
        List<HitProof> hits = [];
        SortedDictionary<(int Slot, uint Generation), AgentId> ids = [];
        foreach (var hit in round.Hits)
        {
            var proof = Of(hit.Hit, pool);
            hits.Add(proof);
            if (proof.Agent is { } agent)
                ids[KeyOf(pool.Candidates[hit.Hit.Candidate].Agent)] = agent;
        }
        // By the pool, not by the state: who was called may have been forgotten since, and another have taken its slot.
        List<AgentId> positions = [];
        foreach (var called in round.Called)
            positions.Add(ids[KeyOf(called)]);
        return round with { Hits = hits, Positions = positions, Departed = DepartedOf(round, positions) };
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
            OffersPerSeat = market.Disputes[row.Dispute].OffersPerSeat,
        };
        if (!isRuled || !isDrawn)
            return round;
        var parties = DrawParties.Read(market.Blobs.Read(row.Parties));
        round = round with
        {
            Parties = new ProofParties(parties.Agent, parties.AgentOperator, parties.BuyerAgent, parties.BuyerOperator),
            Hits = [.. DrawCodec.Hits(market.Blobs.Read(row.Hits)).Select(hit => new HitProof(hit, null, "", 0, false, []))],
            Called = CalledOf(market, row),
            Offers = Jurors.OfOffers(market, row, isRuled),
            Tally = Ruling.TallyOf(market, row),
            Verdict = row.Verdict != 0 ? row.Verdict : null,
            IsConsensus = row.IsConsensus,
        };
        return row.Pool.IsNone ? round : WithPool(round, RoundPool.Read(market.Blobs.Read(row.Pool)));
    }

    private static ProofTerms TermsOf(in DisputeRow dispute, List<RoundProof> rounds)
    {
        var terms = dispute.Terms;
        var (size, consensus) = rounds.Count == 0
            ? (dispute.JurySize, dispute.ConsensusRequired)
            : (rounds[0].Wanted, rounds[0].WantedConsensus);
        return new ProofTerms(size, consensus, terms.OffersPerSeat, terms.MaxAppeals, terms.FeeBps, terms.RewardCap, terms.TimeoutPolicy);
    }

    private static HitProof Of(JuryHit hit, RoundPool pool)
    {
        if (hit.Candidate < 0)
            return new HitProof(hit, null, "", 0, false, []);
        ref readonly var candidate = ref pool.Candidates[hit.Candidate];
        return new HitProof(
            hit, new AgentId(Uuid.ToGuid(candidate.Id)), candidate.OperatorName, candidate.Weight, candidate.IsBootstrap,
            pool.PathOf(hit.Candidate));
    }

    private static List<Handle> CalledOf(Market market, in RoundRow row)
    {
        List<Handle> called = [];
        for (var position = 0; position < row.PositionCount; position++)
            called.Add(DrawCodec.PositionAt(market.Blobs.Read(row.Positions), position));
        return called;
    }

    // Passed over: whom no seat was offered, though one came to it or to somebody after it.
    private static List<AgentId> DepartedOf(RoundProof round, List<AgentId> positions)
    {
        SortedSet<Guid> offered = [.. round.Offers.Select(offer => offer.Agent.Value)];
        var reached = IsSeatLeft(round) ? positions.Count : positions.FindLastIndex(agent => offered.Contains(agent.Value)) + 1;
        return [.. positions.Take(reached).Where(agent => !offered.Contains(agent.Value))];
    }

    // A seat that nobody took, and that might have been offered once more.
    private static bool IsSeatLeft(RoundProof round)
    {
        var last = new JurorRecord?[round.Seats];
        foreach (var offer in round.Offers)
            last[offer.Seat] = offer;
        return last.Any(offer => offer is null || (offer.Answer != JurorAnswer.Accepted && offer.Offer < round.OffersPerSeat));
    }

    private static (int Slot, uint Generation) KeyOf(Handle agent) => (agent.Slot, agent.Generation);
}
