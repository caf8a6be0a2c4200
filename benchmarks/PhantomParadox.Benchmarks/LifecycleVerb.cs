using PhantomParadox.Benchmarks.Loads;

namespace PhantomParadox.Benchmarks;

/// <summary>A quick figure: lifecycles a second, and what each allocates and journals; by what the machine has of its cores, and in turns with a bare channel, or with the bare log of its storage.</summary>
internal static class LifecycleVerb
{
    /// <summary>Into how many a turn is cut to look at the machine between them, which changes within tenths of a second.</summary>
    private const int Slices = 10;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    /// <param name="warm">Lifecycles that are run and archived first; 0 for none.</param>
    /// <param name="kind">The storage, see <see cref="LoadStorage.OpenAsync"/>.</param>
    /// <param name="path">Its file, where it has one.</param>
    public static async Task RunAsync(int agents, int seconds, bool archives, int warm, string? kind, string? path)
    {
        await using var storage = await LoadStorage.OpenAsync(kind, path);
        Console.WriteLine($"agents {agents:N0}, {LifecycleLoad.Callers} x {LifecycleLoad.InFlight} in flight, archive {(archives ? "busy" : "idle")}, journal {storage?.Name ?? "in memory"}{Verbs.Warmth(warm)}");
        await using var load = await LifecycleLoad.StartAsync(agents, archives ? TimeSpan.Zero : TimeSpan.FromHours(1), storage);
        if (warm > 0)
            await load.WarmAsync(LifecycleLoad.Whole(warm));
        await SteadyState.ReachAsync(load);
        var figures = new LoadFigures(load);
        var turns = archives ? [TimeSpan.FromSeconds(seconds)] : Enumerable.Repeat(Turn, seconds);
        if (storage is null)
            await MeasureAsync(figures, turns);
        else
            await CompareAsync(figures, load, storage, turns);
    }

    private static async Task MeasureAsync(LoadFigures figures, IEnumerable<TimeSpan> turns)
    {
        await using var bare = new BareRequests();
        await bare.RunAsync(Turn);
        bare.Forget();
        var slices = new TurnFigures();
        foreach (var turn in turns)
        {
            for (var slice = 0; slice < Slices; slice++)
            {
                var before = await CoreWidth.LeastAsync();
                var perSecond = await figures.RunAsync(turn / Slices);
                slices.Add(perSecond, before, await CoreWidth.LeastAsync());
            }

            await bare.RunAsync(turn / 4);
        }

        Console.WriteLine(figures);
        Console.WriteLine(slices);
        Console.WriteLine($"bare channel             {bare.Nanoseconds:N0} ns a request, in turns with it: a lifecycle takes as long as {figures.Nanoseconds / bare.Nanoseconds:N1}");
    }

    // In turns: what else the machine has to do changes within seconds.
    private static async Task CompareAsync(LoadFigures figures, LifecycleLoad load, LoadStorage storage, IEnumerable<TimeSpan> turns)
    {
        using var log = await storage.OpenBareAsync();
        var bare = new BareReplay(log);
        foreach (var turn in turns)
        {
            var first = load.Journal.Sizes.Count;
            await figures.RunAsync(turn);
            await bare.RunAsync(load.Journal.Sizes[first..], turn);
        }

        Console.WriteLine(figures);
        Console.WriteLine($"bare, the same commits   {bare.BytesPerSecond / (1 << 20):N1} MiB/s: {figures.BytesPerSecond / bare.BytesPerSecond:N2} of it; {Distribution.Of(bare.Ticks)}");
    }
}
