using System.Diagnostics;
using PhantomParadox.LoadTest.Measuring;

namespace PhantomParadox.LoadTest.Loads;

/// <summary>Lets loops run for a while and counts what they do after a warm-up.</summary>
internal static class CountedRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="start">Starts the loops; they end soon after the token is cancelled.</param>
    /// <param name="count">What they have done so far.</param>
    /// <param name="warmUp">Time before counting starts.</param>
    /// <param name="duration">Time that is counted.</param>
    /// <exception cref="LoadTestException">A loop failed, or did not end within 10 s.</exception>
    public static async Task<Rate> RunAsync(
        Func<CancellationToken, List<Task>> start, Func<long> count, TimeSpan warmUp, TimeSpan duration)
    {
        using var stop = new CancellationTokenSource();
        var loops = start(stop.Token);
        var ended = Task.WhenAll(loops);

        await Wait(warmUp, loops);
        var (firstCount, firstTime) = (count(), Stopwatch.GetTimestamp());
        await Wait(duration, loops);
        var rate = new Rate(count() - firstCount, Stopwatch.GetElapsedTime(firstTime));

        await stop.CancelAsync();
        try
        {
            await ended.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new LoadTestException($"What was sent last got no answer within {Patience.TotalSeconds:F0} s.");
        }

        return rate.Count > 0 ? rate : throw new LoadTestException("Nothing was answered while it was measured.");
    }

    // A loop that ends by itself has failed, or has done all it may: no use to wait for the rest of the time.
    private static async Task Wait(TimeSpan time, List<Task> loops)
    {
        var first = await Task.WhenAny(loops.Append(Task.Delay(time)));
        if (first.IsFaulted)
            await first;
    }
}
