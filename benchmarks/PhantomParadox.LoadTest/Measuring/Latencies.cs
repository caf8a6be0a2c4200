using System.Diagnostics;

namespace PhantomParadox.LoadTest.Measuring;

/// <summary>Times of single rounds, kept exactly, up to a fixed number; later ones are dropped.</summary>
internal sealed class Latencies(int capacity)
{
    private readonly long[] _ticks = new long[capacity];
    private int _count;

    public void Add(long ticks)
    {
        if (_count < _ticks.Length)
            _ticks[_count++] = ticks;
    }

    /// <summary>Gathers several and puts them in order.</summary>
    public static Summary Summarise(IEnumerable<Latencies> parts)
    {
        var all = parts.SelectMany(part => part._ticks.Take(part._count)).ToArray();
        Array.Sort(all);
        return all.Length == 0
            ? throw new LoadTestException("Nothing was measured.")
            : new Summary(all.Length, At(all, 0.50), At(all, 0.90), At(all, 0.99), Stopwatch.GetElapsedTime(0, all[^1]));
    }

    // Nearest rank: the smallest value that at least this share of all does not exceed.
    private static TimeSpan At(long[] sorted, double share) =>
        Stopwatch.GetElapsedTime(0, sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)]);

    /// <summary>Percentiles by nearest rank.</summary>
    internal sealed record Summary(int Count, TimeSpan P50, TimeSpan P90, TimeSpan P99, TimeSpan Max)
    {
        public override string ToString() =>
            $"p50 {P50.TotalMicroseconds:F0} µs, p90 {P90.TotalMicroseconds:F0} µs, p99 {P99.TotalMicroseconds:F0} µs, " +
            $"max {Max.TotalMicroseconds:F0} µs ({Count:N0} rounds)";
    }
}
