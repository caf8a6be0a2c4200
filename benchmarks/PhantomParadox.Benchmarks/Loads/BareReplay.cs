using System.Diagnostics;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Appends the same bytes in the same commits to a bare log: what a market's commits are held against.</summary>
internal sealed class BareReplay(IBareLog log)
{
    private long _bytes;

    /// <summary>How long each commit took, in ticks of <see cref="Stopwatch"/>.</summary>
    public List<long> Ticks { get; } = [];

    public double BytesPerSecond => _bytes / TimeSpan.FromSeconds((double)Ticks.Sum() / Stopwatch.Frequency).TotalSeconds;

    /// <summary>Appends commits of these sizes in order, one at a time, until all are there or the time is over.</summary>
    public async Task RunAsync(IReadOnlyList<int> sizes, TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        var end = began + (long)(time.TotalSeconds * Stopwatch.Frequency);
        for (var i = 0; i < sizes.Count && began < end; i++)
        {
            await log.AppendAsync(sizes[i]);
            var now = Stopwatch.GetTimestamp();
            Ticks.Add(now - began);
            _bytes += sizes[i];
            began = now;
        }
    }
}
