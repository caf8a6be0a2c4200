using PhantomParadox.Benchmarks.Loads;

namespace PhantomParadox.Benchmarks;

/// <summary>A quick figure: lifecycles a second, and what each allocates and journals.</summary>
internal static class LifecycleVerb
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(int agents, int seconds, bool archives)
    {
        await using var load = await LifecycleLoad.StartAsync(agents, archives ? TimeSpan.Zero : TimeSpan.FromHours(1));
        await load.RunAsync(WarmUp);
        var figures = LoadFigures.Begin(load);
        var done = await load.RunAsync(TimeSpan.FromSeconds(seconds));
        figures.End(done);
        Console.WriteLine($"agents {agents:N0}, {LifecycleLoad.Callers} x {LifecycleLoad.InFlight} in flight, archive {(archives ? "busy" : "idle")}");
        Console.WriteLine(figures);
    }
}
