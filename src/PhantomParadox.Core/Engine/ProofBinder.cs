using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Memory;
using PhantomParadox.Queries;

namespace PhantomParadox.Engine;

/// <summary>Completes proofs: joins the numbers drawn with the candidates that they hit, and hashes their paths, off the loop.</summary>
/// <param name="archive">Where pools are that don't stand in the journal.</param>
internal sealed class ProofBinder(IArchive archive)
{
    public async ValueTask<DisputeProof> BindAsync(ProofCopy copy, CancellationToken cancellationToken)
    {
        List<RoundProof> rounds = [];
        for (var index = 0; index < copy.Proof.Rounds.Count; index++)
        {
            var round = copy.Proof.Rounds[index];
            var pool = round.Hits.Count == 0 ? default
                : !copy.Pools[index].IsEmpty ? copy.Pools[index]
                : await archive.GetPoolAsync(copy.Proof.Dispute.Id, round.Number, cancellationToken).ConfigureAwait(false);
            rounds.Add(pool.IsEmpty ? round : await Task.Run(
                () => Bind(round, copy.Proof.Terms.OffersPerSeat, RoundPool.Read(pool.Span)), cancellationToken).ConfigureAwait(false));
        }
        return copy.Proof with { Rounds = rounds };
    }

    /// <summary>Keeps the pools that stood in the journal only, before they leave memory with their dispute.</summary>
    public async ValueTask KeepPoolsAsync(ProofCopy copy, CancellationToken cancellationToken)
    {
        for (var index = 0; index < copy.Pools.Count; index++)
        {
            if (!copy.Pools[index].IsEmpty)
            {
                await archive.WritePoolAsync(
                    copy.Proof.Dispute.Id, copy.Proof.Rounds[index].Number, copy.Pools[index], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Joins the numbers drawn in a round with the candidates that they hit, and names those called.</summary>
    public static RoundProof Bind(RoundProof round, int offersPerSeat, RoundPool pool)
    {
        List<HitProof> hits = [];
        SortedDictionary<(int Slot, uint Generation), AgentId> ids = [];
        foreach (var hit in round.Hits)
        {
            var proof = Bind(hit.Hit, pool);
            hits.Add(proof);
            if (proof.Agent is { } agent)
                ids[KeyOf(pool.Candidates[hit.Hit.Candidate].Agent)] = agent;
        }
        // By the pool, not by the state: who was called may have been forgotten since, and another have taken its slot.
        List<AgentId> positions = [];
        foreach (var called in round.Called)
            positions.Add(ids[KeyOf(called)]);
        return round with { Hits = hits, Called = [], Positions = positions, Departed = DepartedOf(round, offersPerSeat, positions) };
    }

    private static HitProof Bind(JuryHit hit, RoundPool pool)
    {
        if (hit.Candidate < 0)
            return new HitProof(hit, null, "", 0, false, []);
        ref readonly var candidate = ref pool.Candidates[hit.Candidate];
        return new HitProof(
            hit, new AgentId(Uuid.ToGuid(candidate.Id)), candidate.OperatorName, candidate.Weight, candidate.IsBootstrap,
            pool.PathOf(hit.Candidate));
    }

    // Passed over: whom no seat was offered, though one came to it or to somebody after it.
    private static List<AgentId> DepartedOf(RoundProof round, int offersPerSeat, List<AgentId> positions)
    {
        SortedSet<Guid> offered = [.. round.Offers.Select(offer => offer.Agent.Value)];
        var reached = IsSeatLeft(round, offersPerSeat)
            ? positions.Count
            : positions.FindLastIndex(agent => offered.Contains(agent.Value)) + 1;
        return [.. positions.Take(reached).Where(agent => !offered.Contains(agent.Value))];
    }

    // A seat that nobody took, and that might have been offered once more.
    private static bool IsSeatLeft(RoundProof round, int offersPerSeat)
    {
        var last = new JurorRecord?[round.Seats];
        foreach (var offer in round.Offers)
            last[offer.Seat] = offer;
        return last.Any(offer => offer is null || (offer.Answer != JurorAnswer.Accepted && offer.Offer < offersPerSeat));
    }

    private static (int Slot, uint Generation) KeyOf(Handle agent) => (agent.Slot, agent.Generation);
}
