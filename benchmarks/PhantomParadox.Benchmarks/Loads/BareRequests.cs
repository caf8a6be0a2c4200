using System.Diagnostics;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>
/// As many callers as a <see cref="LifecycleLoad"/> has, with as much in flight, who ask a channel with one reader: how fast the machine is, just now,
/// at what a market is made of.
/// </summary>
internal sealed class BareRequests : IAsyncDisposable
{
    private readonly BareLoop _loop = new();
    private TimeSpan _time;
    private long _requests;

    /// <summary>How long a request takes, in nanoseconds.</summary>
    public double Nanoseconds => _time.TotalNanoseconds / _requests;

    /// <summary>Asks for a time, and measures.</summary>
    public async Task RunAsync(TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        var end = Environment.TickCount64 + (long)time.TotalMilliseconds;
        var asked = await Task.WhenAll(Enumerable.Range(0, LifecycleLoad.Callers).Select(_ => Task.Run(() => AskAsync(end))));
        _time += Stopwatch.GetElapsedTime(began);
        _requests += asked.Sum();
    }

    /// <summary>Begins to measure anew.</summary>
    public void Forget() => (_time, _requests) = (default, 0);

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private async Task<long> AskAsync(long end)
    {
        var asked = 0L;
        var answers = new ValueTask<long>[LifecycleLoad.InFlight];
        for (; Environment.TickCount64 < end; asked += answers.Length)
        {
            for (var i = 0; i < answers.Length; i++)
                answers[i] = _loop.AskAsync();
            foreach (var answer in answers)
                await answer;
        }

        return asked;
    }
}
