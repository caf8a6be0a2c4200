using System.Diagnostics;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Gives a storage a past: a market runs on it, with its archive and its snapshots, until enough jobs are open and enough have ended.</summary>
internal static class AgedStorage
{
    private const int Agents = 1_000;
    private const int Round = LifecycleLoad.Callers * LifecycleLoad.InFlight * 32;

    // What has ended and isn't in the archive yet stays in memory.
    private const long MostWaiting = 4 * Round;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Tell = TimeSpan.FromSeconds(20);

    /// <param name="path">The journal's file on SQLite.</param>
    /// <param name="open">Jobs to post that stay open.</param>
    /// <param name="ended">Jobs to take through their life and into the archive.</param>
    public static async Task AgeAsync(string path, int open, long ended)
    {
        await using var storage = (await LoadStorage.OpenAsync("sqlite", path, archivePercent: 100))!;
        await using var load = await LifecycleLoad.StartAsync(Agents, TimeSpan.Zero, storage, snapshots: true);
        await load.PostOpenAsync(open);
        var told = Stopwatch.GetTimestamp();
        for (var done = 0L; load.Archive.Written < ended;)
        {
            if (done < ended && done - load.Archive.Written < MostWaiting)
            {
                var count = (int)Math.Min(Round, ended - done);
                await load.RunAsync(count);
                done += count / (LifecycleLoad.Callers * LifecycleLoad.InFlight) * LifecycleLoad.Callers * LifecycleLoad.InFlight;
                ended = count < Round ? done : ended;
            }
            else
            {
                await Task.Delay(Look);
            }

            if (Stopwatch.GetElapsedTime(told) < Tell)
                continue;
            told = Stopwatch.GetTimestamp();
            Console.WriteLine($"  {done:N0} ended, {load.Archive.Written:N0} in the archive, snapshot at {load.Market.SnapshotPosition:N0} of {load.Market.DurablePosition:N0}");
        }
    }
}
