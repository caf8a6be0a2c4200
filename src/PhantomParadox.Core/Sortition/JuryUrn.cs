namespace PhantomParadox;

/// <summary>The weights of a pool, made ready for draws: finds whom a number hits, and takes out who was hit.</summary>
/// <remarks>
/// Sums over runs of 64, over 64 of those, and so on: a hit or a removal in a million costs four steps of at most 64 additions. The
/// weights themselves stay as they are. Not safe for use by several threads.
/// </remarks>
public sealed class JuryUrn
{
    private const int Shift = 6;
    private const int Run = 1 << Shift;

    private readonly ReadOnlyMemory<uint> _weights;
    private readonly ulong[] _taken;
    private readonly ulong[][] _sums;

    /// <summary>Sums up the weights, once.</summary>
    /// <param name="weights">The weight of each candidate in the order of the pool; must not change any more. Who has 0 is never hit.</param>
    public JuryUrn(ReadOnlyMemory<uint> weights)
    {
        _weights = weights;
        var runs = Runs(weights.Length);
        _taken = new ulong[runs];
        var levels = 1;
        for (var length = runs; length > Run; length = Runs(length))
            levels++;
        _sums = new ulong[levels][];
        _sums[0] = new ulong[runs];
        var all = weights.Span;
        for (var run = 0; run < runs; run++)
        {
            ulong sum = 0;
            foreach (var weight in all.Slice(run << Shift, Math.Min(Run, all.Length - (run << Shift))))
                sum += weight;
            _sums[0][run] = sum;
            Total += sum;
        }

        for (var level = 1; level < levels; level++)
        {
            var below = _sums[level - 1];
            var sums = _sums[level] = new ulong[Runs(below.Length)];
            for (var index = 0; index < below.Length; index++)
                sums[index >> Shift] += below[index];
        }
    }

    /// <summary>Candidates in the pool, those taken out included.</summary>
    public int Count => _weights.Length;

    /// <summary>W: sum of the weights that remain. Below 2⁶³ always.</summary>
    public ulong Total { get; private set; }

    /// <summary>The weight of a candidate, taken out or not.</summary>
    internal uint WeightOf(int candidate) => _weights.Span[candidate];

    /// <summary>The first candidate whose running sum of remaining weights exceeds a number below <see cref="Total"/>.</summary>
    internal int Find(ulong ticket)
    {
        var index = 0;
        for (var level = _sums.Length - 1; level >= 0; level--)
        {
            var sums = _sums[level];
            for (index <<= Shift; ticket >= sums[index]; index++)
                ticket -= sums[index];
        }

        var taken = _taken[index];
        var weights = _weights.Span;
        for (index <<= Shift; ; index++)
        {
            if ((taken >> index & 1) != 0)
                continue;
            if (ticket < weights[index])
                return index;
            ticket -= weights[index];
        }
    }

    /// <summary>Takes a candidate out.</summary>
    internal void Take(int candidate)
    {
        var weight = WeightOf(candidate);
        _taken[candidate >> Shift] |= 1UL << candidate;
        Total -= weight;
        foreach (var sums in _sums)
            sums[candidate >>= Shift] -= weight;
    }

    /// <summary>Puts back a candidate that was taken out.</summary>
    internal void PutBack(int candidate)
    {
        var weight = WeightOf(candidate);
        _taken[candidate >> Shift] &= ~(1UL << candidate);
        Total += weight;
        foreach (var sums in _sums)
            sums[candidate >>= Shift] += weight;
    }

    private static int Runs(int length) => (length + Run - 1) >> Shift;
}
