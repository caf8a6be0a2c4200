using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>
/// How much of each core is this machine's, just now. A virtual processor may be one of two hyperthreads of a core whose other belongs to
/// somebody else: while that one works, half of the core's units are gone, and no stolen time says so. A core that one has to oneself runs
/// four sequences of simple instructions side by side about four times as fast as one after another; a shared one about twice.
/// </summary>
internal static class CoreWidth
{
    // Server cores of today have units for four simple instructions at a time, or more.
    private const int Sequences = 4;
    private const int Samples = 9;
    private const int Steps = 2_000;

    /// <summary>Looks at all cores at once, as far as the system spreads as many threads over them; takes a fraction of a millisecond.</summary>
    /// <returns>How many times as fast four sequences ran as one, on the core that has least: near 4 where nobody shares it.</returns>
    public static async Task<double> LeastAsync()
    {
        var looks = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(Look, TaskCreationOptions.LongRunning));
        return (await Task.WhenAll(looks)).Min();
    }

    private static double Look()
    {
        var ratios = new double[Samples];
        for (var i = 0; i < Samples; i++)
        {
            var began = Stopwatch.GetTimestamp();
            One(Steps);
            var between = Stopwatch.GetTimestamp();
            Four(Steps);
            ratios[i] = Sequences * (double)(between - began) / (Stopwatch.GetTimestamp() - between);
        }

        Array.Sort(ratios);
        return ratios[Samples / 2];
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static long One(int steps)
    {
        long a = steps, x = steps | 1;
        for (; steps > 0; steps--)
        {
            a += x;
            a ^= x;
            a += x;
            a ^= x;
            a += x;
            a ^= x;
            a += x;
            a ^= x;
        }

        return a;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static long Four(int steps)
    {
        long a = steps, b = a + 1, c = a + 2, d = a + 3, x = steps | 1;
        for (; steps > 0; steps--)
        {
            a += x; b += x; c += x; d += x;
            a ^= x; b ^= x; c ^= x; d ^= x;
            a += x; b += x; c += x; d += x;
            a ^= x; b ^= x; c ^= x; d ^= x;
            a += x; b += x; c += x; d += x;
            a ^= x; b ^= x; c ^= x; d ^= x;
            a += x; b += x; c += x; d += x;
            a ^= x; b ^= x; c ^= x; d ^= x;
        }

        return a + b + c + d;
    }
}
