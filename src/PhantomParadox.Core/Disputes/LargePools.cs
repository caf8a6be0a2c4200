namespace PhantomParadox.Disputes;

/// <summary>Pools that are too large to stand in the journal, by their rounds, as long as their rounds last in this process.</summary>
internal sealed class LargePools
{
    private readonly SortedList<int, RoundPool> _pools = [];

    public void Keep(int round, RoundPool pool) => _pools[round] = pool;

    public bool TryGet(int round, out RoundPool pool)
    {
        var found = _pools.TryGetValue(round, out var kept);
        pool = kept!;
        return found;
    }

    public void Drop(int round) => _pools.Remove(round);
}
