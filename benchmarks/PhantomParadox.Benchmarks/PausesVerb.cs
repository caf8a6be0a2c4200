using PhantomParadox.Benchmarks.Loads;

namespace PhantomParadox.Benchmarks;

/// <summary>How long the market stands still under load, by its own turns and by the collector's pauses.</summary>
internal static class PausesVerb
{
    public static async Task RunAsync(int agents, int seconds, bool archives)
    {
        await using var load = await LifecycleLoad.StartAsync(agents, archives ? TimeSpan.Zero : TimeSpan.FromHours(1));
        await SteadyState.ReachAsync(load);
        GC.Collect();

        using var pauses = new PauseListener();
        using var turns = new TurnListener();
        var figures = new LoadFigures(load);
        await figures.RunAsync(TimeSpan.FromSeconds(seconds));
        turns.Dispose();
        pauses.Dispose();

        var late = turns.Turns.Count(turn => turn > System.Diagnostics.Stopwatch.Frequency / 1_000);
        Console.WriteLine($"agents {agents:N0}, {LifecycleLoad.Callers} x {LifecycleLoad.InFlight} in flight, archive {(archives ? "busy" : "idle")}");
        Console.WriteLine(figures);
        Console.WriteLine($"turns                    {Distribution.Of(turns.Turns)}; {late:N0} above 1 ms");
        Console.WriteLine($"GC pauses                {Distribution.Of(pauses.Pauses)}");
        Console.WriteLine($"  the longest: generation {pauses.Longest.Generation}, {pauses.Longest.Promoted:N0} B survived");
    }
}
