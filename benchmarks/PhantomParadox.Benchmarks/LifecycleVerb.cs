using PhantomParadox.Benchmarks.Loads;
using PhantomParadox.Sqlite;

namespace PhantomParadox.Benchmarks;

/// <summary>A quick figure: lifecycles a second, and what each allocates and journals.</summary>
internal static class LifecycleVerb
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <param name="warm">Lifecycles that are run and archived first; 0 for none.</param>
    /// <param name="path">A new journal on SQLite; null keeps it in memory.</param>
    public static async Task RunAsync(int agents, int seconds, bool archives, int warm, string? path = null)
    {
        using var storage = path is null ? null : SqliteStorage.Open(new SqliteStorageOptions { Path = path });
        await using var load = await LifecycleLoad.StartAsync(agents, archives ? TimeSpan.Zero : TimeSpan.FromHours(1), storage?.Journal);
        if (warm > 0)
            await load.WarmAsync(LifecycleLoad.Whole(warm));
        await load.RunAsync(WarmUp);
        var figures = LoadFigures.Begin(load);
        var done = await load.RunAsync(TimeSpan.FromSeconds(seconds));
        figures.End(done);
        Console.WriteLine($"agents {agents:N0}, {LifecycleLoad.Callers} x {LifecycleLoad.InFlight} in flight, archive {(archives ? "busy" : "idle")}, journal {(storage is null ? "in memory" : "on SQLite")}{Verbs.Warmth(warm)}");
        Console.WriteLine(figures);
    }
}
