using System.Diagnostics;
using System.Globalization;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>What each phase of the making of snapshots costs the commands beside it, and what the collector does in it.</summary>
internal static class PhaseTable
{
    /// <summary>Prints a line a phase, over all snapshots.</summary>
    /// <param name="phases">The phases.</param>
    /// <param name="commands">The commands beside them.</param>
    /// <param name="slow">Ticks of a slow command: the p99 without a snapshot.</param>
    /// <param name="appends">The journal's appends.</param>
    /// <param name="pauses">What the collector did.</param>
    public static void Print(
        IReadOnlyList<MakingPhases.Phase> phases, List<Timed> commands, long slow, List<Timed> appends, PauseListener pauses)
    {
        var snapshots = phases.Count(phase => phase.Name == MakingPhases.Names[0]);
        foreach (var name in MakingPhases.Names)
        {
            var these = phases.Where(phase => phase.Name == name).ToList();
            var ticks = In(these, commands);
            var seconds = these.Sum(phase => (phase.Ended - phase.Began) / (double)Stopwatch.Frequency) / snapshots;
            var late = ticks.Count == 0 ? 0 : ticks.Count(one => one > slow) * 100.0 / ticks.Count;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {name,-9} {seconds,5:N1} s, {Collector(pauses, these, snapshots)}; {late,4:N1}% slow; {Distribution.Of(ticks)}"));
            Console.WriteLine($"            the journal {Distribution.Of(In(these, appends))}");
        }
    }

    /// <summary>The collections of some phases, a snapshot, and the pauses.</summary>
    public static string Collector(PauseListener pauses, IReadOnlyList<MakingPhases.Phase> phases, int snapshots)
    {
        List<(int Generation, bool ForLarge)> collections;
        List<long> stops;
        lock (pauses.Collections)
            collections = [.. pauses.Collections.Where(one => IsIn(one.Began)).Select(one => (one.Generation, one.ForLarge))];
        lock (pauses.Pauses)
            stops = [.. pauses.Pauses.Where(pause => IsIn(pause.Began)).Select(pause => pause.Ticks)];
        var full = collections.Count(one => one.Generation == 2) / (double)snapshots;
        var large = collections.Count(one => one.ForLarge) / (double)snapshots;
        var young = collections.Count(one => one.Generation < 2) / (double)snapshots;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{full:N1} full collections ({large:N1} for large objects) and {young:N1} young, {Milliseconds(stops.Sum()) / snapshots:N1} ms of pauses, at most {Milliseconds(stops.DefaultIfEmpty().Max()):N1} ms");

        bool IsIn(DateTime time) => phases.Any(phase => phase.Since <= time && time < phase.Until);
    }

    /// <summary>The durations of what began in some phases.</summary>
    public static List<long> In(List<MakingPhases.Phase> phases, List<Timed> timed) =>
        [.. timed.Where(one => phases.Exists(phase => phase.Began <= one.Began && one.Began < phase.Ended)).Select(one => one.Ticks)];

    private static double Milliseconds(long ticks) => ticks * 1_000.0 / Stopwatch.Frequency;
}
