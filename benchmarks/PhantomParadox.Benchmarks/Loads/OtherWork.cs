using System.Diagnostics;
using System.Globalization;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>
/// How much of the machine other processes use, second by second: seconds beside other work say nothing of one's own. Of Linux; elsewhere
/// there is none.
/// </summary>
internal sealed class OtherWork : IDisposable
{
    // In /proc/stat a second has a hundred ticks.
    private const double Tick = 0.01;

    private readonly List<Second> _seconds = [];
    private readonly Timer _timer;
    private long _since = Stopwatch.GetTimestamp();
    private double _busy = Busy();
    private TimeSpan _own = Environment.CpuUsage.TotalTime;

    public OtherWork() => _timer = new Timer(_ => Look(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    /// <summary>The seconds that lie wholly within a time.</summary>
    public List<Second> Within(long began, long ended)
    {
        lock (_seconds)
            return [.. _seconds.Where(second => began <= second.Began && second.Ended <= ended)];
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        lock (_seconds)
        {
            var (now, busy, own) = (Stopwatch.GetTimestamp(), Busy(), Environment.CpuUsage.TotalTime);
            var cores = (busy - _busy - (own - _own).TotalSeconds) / Stopwatch.GetElapsedTime(_since, now).TotalSeconds;
            _seconds.Add(new Second(_since, now, Math.Max(cores, 0)));
            (_since, _busy, _own) = (now, busy, own);
        }
    }

    // user, nice, system, then idle and waiting, then interrupts.
    private static double Busy()
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (from place in new[] { 1, 2, 3, 6, 7 } select long.Parse(fields[place], CultureInfo.InvariantCulture)).Sum() * Tick;
    }

    /// <summary>About a second.</summary>
    /// <param name="Began">When, in ticks of <see cref="Stopwatch"/>.</param>
    /// <param name="Ended">Until when.</param>
    /// <param name="Cores">Cores that other processes used.</param>
    internal readonly record struct Second(long Began, long Ended, double Cores);
}
