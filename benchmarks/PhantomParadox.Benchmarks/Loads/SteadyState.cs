using System.Runtime;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>The state in which a load is measured: the runtime's compiler has seen what runs, and takes no processor away from it.</summary>
internal static class SteadyState
{
    private const int Seconds = 30;
    private const int Few = 3;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    /// <summary>Runs a load until the compiler had next to nothing to do for two seconds, or for half a minute.</summary>
    public static async Task ReachAsync(LifecycleLoad load)
    {
        var quiet = 0;
        for (var second = 0; second < Seconds && quiet < 2; second++)
        {
            var before = JitInfo.GetCompiledMethodCount();
            await load.RunAsync(Round);
            quiet = JitInfo.GetCompiledMethodCount() - before <= Few ? quiet + 1 : 0;
        }
    }
}
