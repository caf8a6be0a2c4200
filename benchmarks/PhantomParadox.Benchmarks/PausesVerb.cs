using System.Diagnostics;
using PhantomParadox.Benchmarks.Loads;

namespace PhantomParadox.Benchmarks;

/// <summary>
/// How long the market stands still under load, by its own turns and by the collector's pauses; in turns with plain work that lasts as long,
/// which shows what of it is the machine's.
/// </summary>
internal static class PausesVerb
{
    /// <summary>A pause whose <see cref="Pause.Prelude"/> took at most as many times its median was not one in which the machine was slow.</summary>
    private const double AtMost = 1.5;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(int agents, int seconds, bool archives)
    {
        await using var load = await LifecycleLoad.StartAsync(agents, archives ? TimeSpan.Zero : TimeSpan.FromHours(1));
        using var pauses = new PauseListener();
        await SteadyState.ReachAsync(load);
        using var turns = new TurnListener();
        var plain = new PlainWork();
        var figures = new LoadFigures(load);
        CollectTwice();
        var began = DateTime.UtcNow;
        for (var turn = 0; turn < seconds; turn++)
        {
            await figures.RunAsync(Turn);
            plain.Run(Turn / 4);
        }

        turns.Dispose();
        pauses.Dispose();

        Console.WriteLine($"agents {agents:N0}, {LifecycleLoad.Callers} x {LifecycleLoad.InFlight} in flight, archive {(archives ? "busy" : "idle")}");
        Console.WriteLine(figures);
        Console.WriteLine($"turns                    {Distribution.Of(turns.Turns)}; {Above(turns.Turns, 1)}");
        List<Pause> stops;
        lock (pauses.Pauses)
            stops = pauses.Pauses.FindAll(pause => pause.Began >= began);
        Print("GC pauses", stops);
        foreach (var longest in stops.OrderByDescending(pause => pause.Ticks).Take(1))
            Console.WriteLine($"  the longest: generation {longest.Generation}, {longest.Survived:N0} B survived");
        Print("  at the machine's speed", AtSpeed(stops));
        Console.WriteLine($"plain work of 1 ms       {Distribution.Of(plain.Pieces)}; {Above(plain.Pieces, 2)}");
    }

    // What listening took until now is of the oldest generation then: else each collection of the middle one would carry it along.
    private static void CollectTwice()
    {
        GC.Collect();
        GC.Collect();
    }

    // By the work that is the same in each of them, and by nothing that depends on the heap. Of one without it nothing is known: it counts.
    private static List<Pause> AtSpeed(List<Pause> pauses)
    {
        var preludes = pauses.Where(pause => pause.Prelude > 0).Select(pause => pause.Prelude).Order().ToList();
        return preludes.Count == 0 ? pauses : pauses.FindAll(pause => pause.Prelude <= preludes[preludes.Count / 2] * AtMost);
    }

    private static void Print(string heading, List<Pause> pauses)
    {
        var ticks = pauses.ConvertAll(pause => pause.Ticks);
        Console.WriteLine($"{heading,-25}{Distribution.Of(ticks)}; {Above(ticks, 2)}");
    }

    private static string Above(List<long> ticks, int milliseconds)
    {
        var above = ticks.Count(one => one > milliseconds * Stopwatch.Frequency / 1_000);
        return $"{above:N0} above {milliseconds} ms, {(double)above / Math.Max(1, ticks.Count):P1}";
    }
}
