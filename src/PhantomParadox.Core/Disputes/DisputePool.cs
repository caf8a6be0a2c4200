using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Queries;

namespace PhantomParadox;

/// <summary>The whole pool that a jury was, or will be, drawn from: what a published root commits to.</summary>
public sealed class DisputePool
{
    private readonly PoolCandidate[] _candidates;

    internal DisputePool(DisputeId dispute, CommittedPool committed, ReadOnlyMemory<byte> candidates)
    {
        (Dispute, Round, Root, Total) = (dispute, committed.Round, committed.Root, committed.Total);
        _candidates = RoundPool.ReadCandidates(candidates.Span);
    }

    /// <summary>The dispute.</summary>
    public DisputeId Dispute { get; }

    /// <summary>The round, from 0.</summary>
    public int Round { get; }

    /// <summary>The root as it was published.</summary>
    public Digest Root { get; }

    /// <summary>Candidates in it.</summary>
    public int Count => _candidates.Length;

    /// <summary>Their weight in all.</summary>
    public ulong Total { get; }

    /// <summary>A candidate, in order of registration.</summary>
    /// <param name="place">Its place, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is none at that place.</exception>
    public DisputePoolCandidate this[int place]
    {
        get
        {
            ref readonly var candidate = ref _candidates[place];
            return new DisputePoolCandidate(
                new AgentId(Uuid.ToGuid(candidate.Id)), candidate.OperatorName, candidate.Weight, candidate.IsBootstrap);
        }
    }
}

/// <summary>A candidate of a pool.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Operator">Its operator; empty for nobody.</param>
/// <param name="Weight">Its weight, 1 or more.</param>
/// <param name="IsBootstrap">Whether configuration trusts it as a juror.</param>
public readonly record struct DisputePoolCandidate(AgentId Agent, string Operator, ulong Weight, bool IsBootstrap);
