using PhantomParadox.Benchmarks.Loads;

namespace PhantomParadox.Benchmarks;

/// <summary>A quick figure: lifecycles a second, and what each allocates and journals; on a storage, beside its bare log.</summary>
internal static class LifecycleVerb
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MostBare = TimeSpan.FromSeconds(20);

    /// <param name="warm">Lifecycles that are run and archived first; 0 for none.</param>
    /// <param name="kind">The storage, see <see cref="LoadStorage.OpenAsync"/>.</param>
    /// <param name="path">Its file, where it has one.</param>
    public static async Task RunAsync(int agents, int seconds, bool archives, int warm, string? kind, string? path)
    {
        await using var storage = await LoadStorage.OpenAsync(kind, path);
        Console.WriteLine($"agents {agents:N0}, {LifecycleLoad.Callers} x {LifecycleLoad.InFlight} in flight, archive {(archives ? "busy" : "idle")}, journal {storage?.Name ?? "in memory"}{Verbs.Warmth(warm)}");
        var (sizes, bytesPerSecond) = await LoadAsync(agents, TimeSpan.FromSeconds(seconds), archives, warm, storage);
        if (storage is not null)
            await CompareAsync(storage, sizes, bytesPerSecond);
    }

    private static async Task<(List<int> Sizes, double BytesPerSecond)> LoadAsync(int agents, TimeSpan time, bool archives, int warm, LoadStorage? storage)
    {
        await using var load = await LifecycleLoad.StartAsync(agents, archives ? TimeSpan.Zero : TimeSpan.FromHours(1), storage);
        if (warm > 0)
            await load.WarmAsync(LifecycleLoad.Whole(warm));
        await load.RunAsync(WarmUp);
        var before = ProcessorDistance.Measure();
        var first = load.Journal.Sizes.Count;
        var figures = LoadFigures.Begin(load);
        figures.End(await load.RunAsync(time));
        Console.WriteLine(figures);
        Console.WriteLine($"between processors       {before:N0} ns before, {ProcessorDistance.Measure():N0} ns after: from a write to who awaits it");
        return (load.Journal.Sizes[first..], figures.BytesPerSecond);
    }

    private static async Task CompareAsync(LoadStorage storage, List<int> sizes, double bytesPerSecond)
    {
        using var log = await storage.OpenBareAsync();
        var (ticks, bytes) = await BareReplay.RunAsync(log, sizes, MostBare);
        var bare = bytes / TimeSpan.FromSeconds((double)ticks.Sum() / System.Diagnostics.Stopwatch.Frequency).TotalSeconds;
        Console.WriteLine($"bare, the same commits   {bare / (1 << 20):N1} MiB/s: {bytesPerSecond / bare:N2} of it; {Distribution.Of(ticks)}");
    }
}
