using System.Diagnostics;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>How many, and how long: the median, the tail and the longest.</summary>
internal static class Distribution
{
    /// <param name="ticks">Durations in ticks of <see cref="Stopwatch"/>; they are sorted in place.</param>
    public static string Of(List<long> ticks)
    {
        if (ticks.Count == 0)
            return "none";
        ticks.Sort();
        return $"{ticks.Count:N0}: p50 {At(0.5)}, p99 {At(0.99)}, p99.9 {At(0.999)}, longest {At(1)}";

        string At(double share) =>
            $"{ticks[(int)Math.Min(ticks.Count - 1, ticks.Count * share)] * 1_000_000.0 / Stopwatch.Frequency:N0} µs";
    }
}
