using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Memory;
using PhantomParadox.Queries;

namespace PhantomParadox.Engine;

/// <summary>Completes proofs: joins the numbers drawn with the candidates that they hit, and hashes their paths, off the loop.</summary>
/// <param name="archive">Where pools are that don't stand in the journal.</param>
internal sealed class ProofBinder(IArchive archive) : IDisposable
{
    private readonly BoundDraws _draws = new();

    public async ValueTask<DisputeProof> BindAsync(ProofCopy copy, CancellationToken cancellationToken)
    {
        var (dispute, offersPerSeat) = (copy.Proof.Dispute.Id, copy.Proof.Terms.OffersPerSeat);
        List<RoundProof> rounds = [];
        for (var index = 0; index < copy.Proof.Rounds.Count; index++)
        {
            var round = copy.Proof.Rounds[index];
            var inJournal = copy.Pools[index];
            var draw = round.Hits.Count == 0 ? null
                : !inJournal.IsEmpty ? await Task.Run(() => Draw(round, RoundPool.Read(inJournal.Span)), cancellationToken).ConfigureAwait(false)
                : await _draws.GetAsync(
                    dispute, round.Number, () => DrawFromArchiveAsync(dispute, round, cancellationToken), cancellationToken).ConfigureAwait(false);
            rounds.Add(draw is null ? round : Bind(round, offersPerSeat, draw));
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
    public static RoundProof Bind(RoundProof round, int offersPerSeat, RoundPool pool) => Bind(round, offersPerSeat, Draw(round, pool));

    public void Dispose() => _draws.Dispose();

    private static RoundProof Bind(RoundProof round, int offersPerSeat, BoundDraw draw) => round with
    {
        Hits = draw.Hits,
        Called = [],
        Positions = draw.Positions,
        Departed = DepartedOf(round, offersPerSeat, draw.Positions),
    };

    private static BoundDraw Draw(RoundProof round, RoundPool pool)
    {
        List<HitProof> hits = [];
        SortedDictionary<(int Slot, uint Generation), AgentId> ids = [];
        foreach (var hit in round.Hits)
        {
            var proof = Bind(hit, pool);
            hits.Add(proof);
            if (proof.Agent is { } agent)
                ids[KeyOf(pool.Candidates[hit.Hit.Candidate].Agent)] = agent;
        }
        // By the pool, not by the state: who was called may have been forgotten since, and another have taken its slot.
        List<AgentId> positions = [];
        foreach (var called in round.Called)
            positions.Add(ids[KeyOf(called)]);
        return new BoundDraw(hits, positions);
    }

    private async ValueTask<BoundDraw?> DrawFromArchiveAsync(DisputeId dispute, RoundProof round, CancellationToken cancellationToken)
    {
        var pool = await archive.GetPoolAsync(dispute, round.Number, cancellationToken).ConfigureAwait(false);
        return pool.IsEmpty
            ? null
            : await Task.Run(() => Draw(round, RoundPool.Read(pool.Span)), cancellationToken).ConfigureAwait(false);
    }

    private static HitProof Bind(HitProof drawn, RoundPool pool)
    {
        if (drawn.Hit.Candidate < 0)
            return drawn;
        ref readonly var candidate = ref pool.Candidates[drawn.Hit.Candidate];
        return drawn with
        {
            Agent = new AgentId(Uuid.ToGuid(candidate.Id)),
            Operator = candidate.OperatorName,
            Weight = candidate.Weight,
            IsBootstrap = candidate.IsBootstrap,
            Path = pool.PathOf(drawn.Hit.Candidate),
        };
    }

    // Passed over: whom no seat was offered, though one came to it or to somebody after it.
    private static List<AgentId> DepartedOf(RoundProof round, int offersPerSeat, IReadOnlyList<AgentId> positions)
    {
        SortedSet<Guid> offered = [.. round.Offers.Select(offer => offer.Agent.Value)];
        var reached = IsSeatLeft(round, offersPerSeat)
            ? positions.Count
            : LastOffered(positions, offered) + 1;
        return [.. positions.Take(reached).Where(agent => !offered.Contains(agent.Value))];
    }

    private static int LastOffered(IReadOnlyList<AgentId> positions, SortedSet<Guid> offered)
    {
        var last = positions.Count - 1;
        while (last >= 0 && !offered.Contains(positions[last].Value))
            last--;
        return last;
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
