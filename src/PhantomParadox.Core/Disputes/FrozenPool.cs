using System.Collections.Immutable;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>A pool as it was when a round opened. Immutable: any thread may read it.</summary>
internal sealed class FrozenPool(PoolEntry[][] chunks, int count, ImmutableSortedDictionary<int, string> operators)
{
    /// <summary>Candidates in it.</summary>
    public int Count => count;

    /// <summary>The candidates in order of registration.</summary>
    public PoolCandidate[] Sort()
    {
        var candidates = new PoolCandidate[count];
        var ordinals = new long[count];
        var next = 0;
        for (var chunk = 0; chunk < chunks.Length; chunk++)
        {
            var entries = chunks[chunk];
            for (var index = 0; index < entries.Length; index++)
            {
                ref readonly var entry = ref entries[index];
                if (entry.Weight == 0)
                    continue;
                ordinals[next] = entry.Ordinal;
                candidates[next++] = new PoolCandidate(
                    new Handle((chunk * entries.Length) + index, entry.Generation), entry.Id, entry.Weight, entry.Operator,
                    entry.Operator == 0 ? "" : operators[entry.Operator], entry.Wallet, entry.IsBootstrap);
            }
        }
        Array.Sort(ordinals, candidates);
        return candidates;
    }
}

/// <summary>A candidate of a frozen pool.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Id">Its id.</param>
/// <param name="Weight">Its weight, 1 or more.</param>
/// <param name="Operator">A number that candidates of one operator share; 0 for nobody.</param>
/// <param name="OperatorName">Its operator; empty for nobody.</param>
/// <param name="Wallet">Slot of its wallet, which may outlive it; −1 where the pool doesn't say.</param>
/// <param name="IsBootstrap">Whether configuration trusts it as a juror.</param>
internal readonly record struct PoolCandidate(
    Handle Agent, UInt128 Id, uint Weight, int Operator, string OperatorName, int Wallet, bool IsBootstrap = false);
