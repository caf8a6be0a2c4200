using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>
/// What the machine itself does to work that lasts as long as a pause: arithmetic that waits for no memory, no lock and no system call, in
/// pieces that take a millisecond where nothing comes between. A virtual processor is slowed down or taken away by what others do beside it,
/// and little of that is seen from within but for the time that such a piece takes.
/// </summary>
internal sealed class PlainWork
{
    private const int Trials = 2_000;
    private const int Trial = 10_000;

    private readonly int _steps;
    private long _kept = 1;

    /// <summary>Finds out how many steps take a millisecond, by the fastest of many short trials.</summary>
    public PlainWork()
    {
        var fastest = long.MaxValue;
        for (var trial = 0; trial < Trials; trial++)
            fastest = Math.Min(fastest, Time(Trial));
        _steps = (int)(Trial * (Stopwatch.Frequency / 1_000) / fastest);
    }

    /// <summary>How long the pieces took, in ticks of <see cref="Stopwatch"/>.</summary>
    public List<long> Pieces { get; } = new(1 << 16);

    /// <summary>Does pieces for a time, on the calling thread.</summary>
    public void Run(TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < time)
            Pieces.Add(Time(_steps));
    }

    private long Time(int steps)
    {
        var began = Stopwatch.GetTimestamp();
        _kept = Step(_kept, steps);
        return Stopwatch.GetTimestamp() - began;
    }

    // Each step needs the one before. Source: Marsaglia, "Xorshift RNGs", 2003.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static long Step(long value, int steps)
    {
        for (; steps > 0; steps--)
        {
            value ^= value << 13;
            value ^= (long)((ulong)value >> 7);
            value ^= value << 17;
        }

        return value;
    }
}
