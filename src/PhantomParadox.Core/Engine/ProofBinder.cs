using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Queries;

namespace PhantomParadox.Engine;

/// <summary>Completes proofs: joins the numbers drawn with the candidates that they hit, and hashes their paths, off the loop.</summary>
/// <param name="archive">Where pools are that don't stand in the journal.</param>
/// <param name="bootstraps">Asks the market which of some agents configuration trusts as jurors.</param>
internal sealed class ProofBinder(IArchive archive, Func<IReadOnlyList<AgentId>, CancellationToken, ValueTask<IReadOnlyList<AgentId>>> bootstraps)
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
            rounds.Add(pool.IsEmpty ? round : await Task.Run(() => Bind(round, RoundPool.Read(pool.Span)), cancellationToken).ConfigureAwait(false));
        }
        List<AgentId> agents = [.. rounds.SelectMany(round => round.Hits).Select(hit => hit.Agent).OfType<AgentId>().Distinct()];
        var trusted = agents.Count == 0 ? [] : (await bootstraps(agents, cancellationToken).ConfigureAwait(false)).ToHashSet();
        return copy.Proof with { Rounds = trusted.Count == 0 ? rounds : [.. rounds.Select(round => Mark(round, trusted))] };
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

    /// <summary>Joins the hits of a round with the candidates of its pool, and with their paths.</summary>
    public static RoundProof Bind(RoundProof round, RoundPool pool) =>
        round with { Hits = [.. round.Hits.Select(hit => Bind(hit, pool))] };

    private static HitProof Bind(HitProof proof, RoundPool pool)
    {
        if (proof.Hit.Candidate < 0)
            return proof;
        ref readonly var candidate = ref pool.Candidates[proof.Hit.Candidate];
        return new HitProof(
            proof.Hit, new AgentId(Uuid.ToGuid(candidate.Id)), candidate.OperatorName, candidate.Weight, false,
            pool.PathOf(proof.Hit.Candidate));
    }

    private static RoundProof Mark(RoundProof round, HashSet<AgentId> trusted) => round with
    {
        Hits = [.. round.Hits.Select(hit => hit.Agent is { } agent && trusted.Contains(agent) ? hit with { IsBootstrap = true } : hit)],
    };
}
