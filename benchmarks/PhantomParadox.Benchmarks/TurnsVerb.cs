using System.Diagnostics;
using PhantomParadox.Benchmarks.Loads;

namespace PhantomParadox.Benchmarks;

/// <summary>What the engine costs by itself, and how long its turns are.</summary>
internal static class TurnsVerb
{
    private const int WarmUpRounds = 100;

    public static void Run(int agents, int seconds)
    {
        var load = new EngineLoad(agents);
        for (var round = 0; round < WarmUpRounds; round++)
            load.Run();
        load.Turns.Clear();

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        var end = started + seconds * Stopwatch.Frequency;
        long lifecycles = 0;
        while (Stopwatch.GetTimestamp() < end)
            lifecycles += load.Run();
        var time = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Console.WriteLine($"agents {agents:N0}, engine alone on one thread, {LifecycleLoad.Callers * LifecycleLoad.InFlight} in flight");
        Console.WriteLine($"lifecycles/s             {lifecycles / time.TotalSeconds:N0}");
        Console.WriteLine($"per lifecycle            {time.TotalNanoseconds / lifecycles:N0} ns, {(double)allocated / lifecycles:N0} B allocated");
        Console.WriteLine($"turns                    {Distribution.Of(load.Turns)}");
    }
}
