using System.Diagnostics;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Appends the same bytes in the same commits to a bare log: what a market's commits are held against.</summary>
internal static class BareReplay
{
    /// <summary>Appends commits of these sizes in order, one at a time, until all are there or the time is over.</summary>
    /// <returns>How long each took, in ticks of <see cref="Stopwatch"/>, and the bytes.</returns>
    public static async Task<(List<long> Ticks, long Bytes)> RunAsync(IBareLog log, IReadOnlyList<int> sizes, TimeSpan time)
    {
        var ticks = new List<long>();
        var bytes = 0L;
        for (long began = Stopwatch.GetTimestamp(), end = began + (long)(time.TotalSeconds * Stopwatch.Frequency); ticks.Count < sizes.Count && began < end;)
        {
            var size = sizes[ticks.Count];
            await log.AppendAsync(size);
            var now = Stopwatch.GetTimestamp();
            ticks.Add(now - began);
            bytes += size;
            began = now;
        }

        return (ticks, bytes);
    }
}
