using System.Diagnostics;
using PhantomParadox.Benchmarks.Loads;

namespace PhantomParadox.Benchmarks;

/// <summary>What the engine costs by itself, and how long its turns are.</summary>
internal static class TurnsVerb
{
    private const int WarmUpRounds = 100;

    /// <param name="warm">Lifecycles that are run and archived first; 0 for none.</param>
    /// <param name="inFlight">Lifecycles side by side.</param>
    public static void Run(int agents, int seconds, int warm, int inFlight)
    {
        var load = new EngineLoad(agents, inFlight);
        load.Warm(warm);
        for (var round = 0; round < WarmUpRounds; round++)
            load.Run();
        load.Forget();

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var processor = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var end = started + seconds * Stopwatch.Frequency;
        long lifecycles = 0;
        while (Stopwatch.GetTimestamp() < end)
            lifecycles += load.Run();
        var time = Stopwatch.GetElapsedTime(started);
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Console.WriteLine($"agents {agents:N0}, engine alone on one thread, {inFlight} in flight{Verbs.Warmth(warm)}");
        Console.WriteLine($"lifecycles/s             {lifecycles / time.TotalSeconds:N0}");
        Console.WriteLine($"per lifecycle            {time.TotalNanoseconds / lifecycles:N0} ns, {(double)allocated / lifecycles:N0} B allocated");
        Console.WriteLine($"processor time           {processor.TotalNanoseconds / lifecycles:N0} ns a lifecycle, the collector's and the compiler's included");
        var phases = load.Phases.Select(phase => Median(phase) / inFlight).ToArray();
        Console.WriteLine($"by medians of rounds     {phases.Sum():N0} ns: {phases[0]:N0} post and assign, {phases[1]:N0} begin, {phases[2]:N0} complete, {phases[3]:N0} approve");
        Console.WriteLine($"turns                    {Distribution.Of(load.Turns)}");
    }

    private static double Median(List<long> ticks)
    {
        var sorted = ticks.Order().ToArray();
        return sorted[sorted.Length / 2] * (1e9 / Stopwatch.Frequency);
    }
}
