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
    private static readonly TimeSpan Tells = TimeSpan.FromSeconds(1);

    /// <param name="path">The journal's file of a storage that <c>start-up</c> made.</param>
    /// <param name="perSecond">Commands a second.</param>
    public static async Task RunAsync(string path, int perSecond)
    {
        await using var storage = (await LoadStorage.OpenAsync("sqlite", path))!;
        var options = new MarketOptions();
        // Its own snapshots would come when they are due, not in turns.
        options.Snapshots.EveryEvents = long.MaxValue;
        options.Snapshots.EveryInterval = TimeSpan.FromDays(30);
        var journal = new TimedJournal(storage.Journal);
        await using var market = new LocalMarket(
            options,
            new MarketPorts
            {
                Journal = journal, Archive = storage.Archive, Snapshots = storage.Snapshots, Transport = NullAgentTransport.Instance,
            });
        await market.StartAsync(default);
        var policy = new BetaReputation(options.Reputation.HalfLife, options.Payments.ReferenceAmount);
        var phases = new MakingPhases(storage.Journal, storage.Snapshots);
        var maker = new SnapshotMaker(
            () => new Market(options, policy, new ReputationScorer()), phases.Journal, phases.Store, TimeProvider.System, null);
        var load = new SteadyLoad(market, perSecond);
        using var pauses = new PauseListener();
        await RunAsync(load, Quiet);
        Console.WriteLine($"{storage.Name}, {perSecond:N0} commands a second, in turns without and with a snapshot being made");

        List<Timed> without = [], with = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            var quiet = new MakingPhases(storage.Journal, storage.Snapshots);
            quiet.Begin();
            var fast = Tell("without", await RunAsync(load, Quiet));
            quiet.End();
            without.AddRange(fast);
            var began = phases.Phases.Count;
            phases.Begin();
            var making = Blocking.RunBehindAsync(() => maker.Make(market.DurablePosition, default));
            var meanwhile = await load.RunAsync(() => !making.IsCompleted);
            await making;
            phases.End();
            List<MakingPhases.Phase> made = [.. phases.Phases.Skip(began)];
            with.AddRange(Tell($"with, {Stopwatch.GetElapsedTime(made[0].Began, made[^1].Ended).TotalSeconds:N1} s", meanwhile));
            Console.WriteLine($"  p99 {(double)Tail(meanwhile) / Tail(fast):N2} times as long");
            // What the runtime tells comes a little later.
            await Task.Delay(Tells);
            Console.WriteLine($"  collector: without {PhaseTable.Collector(pauses, quiet.Phases, 1)}");
            Console.WriteLine($"             with    {PhaseTable.Collector(pauses, made, 1)}");
        }

        Tell("all without", without);
        Tell("all with", with);
        var tail = Tail(without);
        Console.WriteLine($"p99                      {(double)Tail(with) / tail:N2} times as long");
        Console.WriteLine("by phases, a snapshot; slow is what takes longer than the p99 without:");
        PhaseTable.Print(phases.Phases, with, tail, journal.Appends, pauses);
    }

    private static long Tail(List<Timed> commands)
    {
        List<long> ticks = [.. commands.Select(command => command.Ticks).Order()];
        return ticks[ticks.Count * 99 / 100];
    }

    private static Task<List<Timed>> RunAsync(SteadyLoad load, TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        return load.RunAsync(() => Stopwatch.GetElapsedTime(began) < time);
    }

    private static List<Timed> Tell(string what, List<Timed> commands)
    {
        Console.WriteLine($"{what,-24} {Distribution.Of([.. commands.Select(command => command.Ticks)])}");
        return commands;
    }
}
