using System.Diagnostics;
using System.Globalization;
using PhantomParadox.Benchmarks.Loads;
using PhantomParadox.Engine;
using PhantomParadox.Reputation;

namespace PhantomParadox.Benchmarks;

/// <summary>How long commands take while a snapshot is made, and while none is, in turns.</summary>
internal static class SnapshotVerb
{
    // In cores.
    private const double HardlyAny = 0.1;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Tells = TimeSpan.FromSeconds(1);

    /// <param name="path">The journal's file of a storage that <c>start-up</c> made.</param>
    /// <param name="perSecond">Commands a second.</param>
    /// <param name="turns">Snapshots to make.</param>
    public static async Task RunAsync(string path, int perSecond, int turns)
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

        using var others = new OtherWork();
        List<Timed> without = [], with = [];
        List<long> fast = [], slow = [];
        for (var turn = 0; turn < turns; turn++)
        {
            var quiet = new MakingPhases(storage.Journal, storage.Snapshots);
            quiet.Begin();
            var before = await RunAsync(load, Quiet);
            quiet.End();
            Tell("without", before, journal, quiet.Phases);
            without.AddRange(before);

            var began = phases.Phases.Count;
            phases.Begin();
            var making = Blocking.RunBehindAsync(() => maker.Make(() => market.DurablePosition, default));
            var beside = await load.RunAsync(() => !making.IsCompleted);
            await making;
            phases.End();
            List<MakingPhases.Phase> made = [.. phases.Phases.Skip(began)];
            Tell($"with, {Stopwatch.GetElapsedTime(made[0].Began, made[^1].Ended).TotalSeconds:N1} s", beside, journal, made);
            with.AddRange(beside);

            // What the runtime tells comes a little later.
            await Task.Delay(Tells);
            Console.WriteLine($"  collector: without {PhaseTable.Collector(pauses, quiet.Phases, 1)}");
            Console.WriteLine($"             with    {PhaseTable.Collector(pauses, made, 1)}");
            var (these, those) = (Tails(before, quiet.Phases, others), Tails(beside, made, others));
            Console.WriteLine($"  p99 {(double)Tail(beside) / Tail(before):N2} times as long; of quiet seconds {Compare(these, those)}");
            fast.AddRange(these);
            slow.AddRange(those);
        }

        Console.WriteLine($"all without              {Distribution.Of(Ticks(without))}");
        Console.WriteLine($"all with                 {Distribution.Of(Ticks(with))}");
        Console.WriteLine($"p99 of quiet seconds     {Compare(fast, slow)}");
        Console.WriteLine("by phases, a snapshot; slow is what takes longer than the p99 of quiet seconds without:");
        PhaseTable.Print(phases.Phases, with, Median(fast), journal.Appends, pauses);
    }

    /// <summary>The p99 of each second in which others hardly worked.</summary>
    private static List<long> Tails(List<Timed> commands, List<MakingPhases.Phase> phases, OtherWork others) =>
    [
        .. from second in others.Within(phases[0].Began, phases[^1].Ended)
           where second.Cores < HardlyAny
           let these = commands.FindAll(command => second.Began <= command.Began && command.Began < second.Ended)
           where these.Count > 100
           select Tail(these),
    ];

    private static string Compare(List<long> without, List<long> with) => without.Count == 0 || with.Count == 0
        ? "none"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{(double)Median(with) / Median(without):N2} times as long: the median of {without.Count} {Microseconds(Median(without))}, of {with.Count} {Microseconds(Median(with))}");

    private static long Median(List<long> ticks) => ticks.Count == 0 ? 0 : ticks.Order().ElementAt(ticks.Count / 2);

    private static string Microseconds(long ticks) => string.Create(CultureInfo.InvariantCulture, $"{ticks * 1_000_000.0 / Stopwatch.Frequency:N0} µs");

    private static long Tail(List<Timed> commands)
    {
        List<long> ticks = [.. Ticks(commands).Order()];
        return ticks[ticks.Count * 99 / 100];
    }

    private static Task<List<Timed>> RunAsync(SteadyLoad load, TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        return load.RunAsync(() => Stopwatch.GetElapsedTime(began) < time);
    }

    private static void Tell(string what, List<Timed> commands, TimedJournal journal, List<MakingPhases.Phase> phases)
    {
        Console.WriteLine($"{what,-24} {Distribution.Of(Ticks(commands))}");
        Console.WriteLine($"  of it the journal      {Distribution.Of(PhaseTable.In(phases, journal.Appends))}");
    }

    private static List<long> Ticks(IEnumerable<Timed> timed) => [.. timed.Select(one => one.Ticks)];
}
