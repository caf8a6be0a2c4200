using System.Diagnostics;
using PhantomParadox.Benchmarks.Loads;
using PhantomParadox.Engine;
using PhantomParadox.Reputation;

namespace PhantomParadox.Benchmarks;

/// <summary>How long commands take while a snapshot is made, and while none is, in turns.</summary>
internal static class SnapshotVerb
{
    private const int Turns = 5;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(8);

    /// <param name="path">The journal's file of a storage that <c>start-up</c> made.</param>
    /// <param name="perSecond">Commands a second.</param>
    public static async Task RunAsync(string path, int perSecond)
    {
        await using var storage = (await LoadStorage.OpenAsync("sqlite", path))!;
        var options = new MarketOptions();
        // Its own snapshots would come when they are due, not in turns.
        options.Snapshots.EveryEvents = long.MaxValue;
        options.Snapshots.EveryInterval = TimeSpan.FromDays(30);
        await using var market = new LocalMarket(
            options,
            new MarketPorts
            {
                Journal = storage.Journal, Archive = storage.Archive, Snapshots = storage.Snapshots, Transport = NullAgentTransport.Instance,
            });
        await market.StartAsync(default);
        var policy = new BetaReputation(options.Reputation.HalfLife, options.Payments.ReferenceAmount);
        var maker = new SnapshotMaker(
            () => new Market(options, policy, new ReputationScorer()), storage.Journal, storage.Snapshots, TimeProvider.System, null);
        var load = new SteadyLoad(market, perSecond);
        await RunAsync(load, Quiet);
        Console.WriteLine($"{storage.Name}, {perSecond:N0} commands a second, in turns without and with a snapshot being made");

        List<long> without = [], with = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            without.AddRange(Tell("without", await RunAsync(load, Quiet)));
            var began = Stopwatch.GetTimestamp();
            var making = Blocking.RunBehindAsync(() => maker.Make(market.DurablePosition, default));
            var meanwhile = await load.RunAsync(() => !making.IsCompleted);
            var took = Stopwatch.GetElapsedTime(began);
            await making;
            with.AddRange(Tell($"with, {took.TotalSeconds:N1} s", meanwhile));
        }

        Tell("all without", without);
        Tell("all with", with);
        Console.WriteLine($"p99                      {(double)with[with.Count * 99 / 100] / without[without.Count * 99 / 100]:N2} times as long");
    }

    private static Task<List<long>> RunAsync(SteadyLoad load, TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        return load.RunAsync(() => Stopwatch.GetElapsedTime(began) < time);
    }

    private static List<long> Tell(string what, List<long> ticks)
    {
        Console.WriteLine($"{what,-24} {Distribution.Of(ticks)}");
        return ticks;
    }
}
