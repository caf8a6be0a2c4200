namespace PhantomParadox.LoadTest.Verbs;

/// <summary>The verbs that measure a host alone.</summary>
internal static class MeasureVerbs
{
    public static void Latency(Arguments arguments)
    {
        var target = arguments.Target();
        var load = LoadOptions.Latency(arguments);
        arguments.ExpectNoMore();
        Console.WriteLine($"POST → job_assignment: {load.Run(target)}");
    }

    public static async Task HeartbeatsAsync(Arguments arguments)
    {
        var target = arguments.Target();
        var load = LoadOptions.Heartbeats(arguments);
        arguments.ExpectNoMore();
        Console.WriteLine($"heartbeats, {load.Sockets:N0} sockets × {load.InFlight}: {await load.RunAsync(target)}");
    }

    public static async Task PostAsync(Arguments arguments)
    {
        var target = arguments.Target();
        var load = LoadOptions.Post(arguments);
        arguments.ExpectNoMore();
        var (rate, latencies) = await load.RunAsync(target);
        Console.WriteLine($"POST /api/jobs, {load.Connections:N0} connections: {rate}");
        Console.WriteLine($"  reply: {latencies}");
    }

    public static void Idle(Arguments arguments)
    {
        var target = arguments.Target();
        var processId = arguments.RequiredNumber("--pid", 1, int.MaxValue);
        var load = LoadOptions.Idle(arguments);
        arguments.ExpectNoMore();
        Console.WriteLine($"idle, {load.Sockets:N0} sockets: {load.Run(target, processId):N0} bytes of RSS each");
    }
}
