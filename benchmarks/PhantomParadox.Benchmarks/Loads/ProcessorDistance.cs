using System.Diagnostics;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>
/// How long what one processor writes takes to another that awaits it. Callers and market write to each other with every command: where a
/// machine puts its processors far apart, or lends them to others meanwhile, every figure of a load suffers.
/// </summary>
internal static class ProcessorDistance
{
    private const int Rounds = 21;
    private const int Turns = 10_000;

    /// <summary>The median over rounds, in nanoseconds.</summary>
    public static double Measure()
    {
        var ball = new Ball();
        var other = new Thread(ball.Return) { IsBackground = true };
        other.Start();
        var ticks = new long[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var turn = 0; turn < Turns; turn++)
                ball.Throw();
            ticks[round] = Stopwatch.GetTimestamp() - started;
        }

        other.Join();
        Array.Sort(ticks);
        return ticks[Rounds / 2] * 1e9 / Stopwatch.Frequency / (2 * Turns);
    }

    private sealed class Ball
    {
        // Odd while it is with the other.
        private int _turn;

        public void Throw()
        {
            var back = _turn + 2;
            Volatile.Write(ref _turn, back - 1);
            while (Volatile.Read(ref _turn) != back)
            {
            }
        }

        public void Return()
        {
            for (var turn = 1; turn < 2 * Turns * Rounds; turn += 2)
            {
                while (Volatile.Read(ref _turn) != turn)
                {
                }

                Volatile.Write(ref _turn, turn + 1);
            }
        }
    }
}
