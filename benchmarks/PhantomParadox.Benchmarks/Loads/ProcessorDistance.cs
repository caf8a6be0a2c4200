using System.Diagnostics;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>
/// How long what one processor writes takes to another that awaits it. Callers and market write to each other with every command: where a
/// machine puts its processors far apart, or lends them to others meanwhile, every figure of a load suffers.
/// </summary>
internal static class ProcessorDistance
{
    private const int Throws = 1_000;
    private const int MostRounds = 201;

    // Where two threads have to share one processor, each throw waits for the scheduler.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>The median over rounds, in nanoseconds.</summary>
    public static double Measure()
    {
        var ball = new Ball();
        var other = new Thread(ball.Return) { IsBackground = true };
        other.Start();
        List<long> rounds = [];
        var began = Stopwatch.GetTimestamp();
        while (rounds.Count == 0 || (rounds.Count < MostRounds && Stopwatch.GetElapsedTime(began) < Longest))
        {
            var started = Stopwatch.GetTimestamp();
            for (var count = 0; count < Throws; count++)
                ball.Throw();
            rounds.Add(Stopwatch.GetTimestamp() - started);
        }

        ball.End();
        other.Join();
        rounds.Sort();
        return rounds[rounds.Count / 2] * 1e9 / Stopwatch.Frequency / (2 * Throws);
    }

    private sealed class Ball
    {
        private const int Ended = -1;

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

        public void End() => Volatile.Write(ref _turn, Ended);

        public void Return()
        {
            for (int turn; (turn = Volatile.Read(ref _turn)) != Ended;)
            {
                if (turn % 2 == 1)
                    Volatile.Write(ref _turn, turn + 1);
            }
        }
    }
}
