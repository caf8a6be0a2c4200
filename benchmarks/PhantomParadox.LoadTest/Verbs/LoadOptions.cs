using PhantomParadox.LoadTest.Loads;

namespace PhantomParadox.LoadTest.Verbs;

/// <summary>The options that a verb and its baseline share, with their bounds.</summary>
internal static class LoadOptions
{
    // What a process may open at most on an ordinary machine, less what it needs for itself.
    private const int MostSockets = 18_000;
    private const int MostSeconds = 120;

    public static HeartbeatLoad Heartbeats(Arguments arguments) => new(
        arguments.Number("--sockets", 1000, 1, MostSockets),
        arguments.Number("--inflight", 1, 1, 64),
        arguments.Seconds("--warmup", 2, 0, MostSeconds),
        arguments.Seconds("--seconds", 5, 1, MostSeconds));

    public static PostLoad Post(Arguments arguments)
    {
        var connections = arguments.Number("--connections", 64, 1, 4096);
        return new(
            connections,
            arguments.Number("--most", 400_000, connections, 4_000_000),
            arguments.Seconds("--warmup", 1, 0, MostSeconds),
            arguments.Seconds("--seconds", 5, 1, MostSeconds));
    }

    public static IdleLoad Idle(Arguments arguments) => new(
        arguments.Number("--sockets", 4000, 1, MostSockets),
        arguments.Number("--warmup", 1000, 0, MostSockets),
        arguments.Seconds("--settle", 3, 0, 10));

    public static LatencyLoad Latency(Arguments arguments) => new(
        arguments.Number("--rounds", 2000, 1, 1_000_000),
        arguments.Number("--warmup", 500, 0, 1_000_000),
        TimeSpan.FromMilliseconds(arguments.Number("--pause", 0, 0, 1000)),
        arguments.Seconds("--seconds", 30, 1, MostSeconds));
}
