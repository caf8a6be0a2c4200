using PhantomParadox.LoadTest.Baselines;
using PhantomParadox.LoadTest.Loads;

namespace PhantomParadox.LoadTest.Verbs;

/// <summary>The verbs that measure a host beside the bare thing it is compared with, or the bare thing alone.</summary>
internal static class BaselineVerbs
{
    public static Task RunAsync(Arguments arguments) => arguments.Word() switch
    {
        "heartbeats" => HeartbeatsAsync(arguments),
        "post" => PostAsync(arguments),
        "idle" => IdleAsync(arguments),
        var other => throw new UsageException($"'{other}' has no baseline: heartbeats, post and idle have."),
    };

    private static async Task HeartbeatsAsync(Arguments arguments)
    {
        var target = arguments.OptionalTarget();
        var repeats = Repeats(arguments);
        var load = LoadOptions.Heartbeats(arguments);
        arguments.ExpectNoMore();
        await using var bare = await BareProcess.StartAsync(ServeVerb.RawHeartbeats, Samples.Acknowledgement(target));
        await new Comparison($"heartbeats, {load.Sockets:N0} sockets × {load.InFlight}", "raw socket server", "/s").RunAsync(
            repeats,
            target is null ? null : async () => (await load.RunAsync(target)).PerSecond,
            async () => (await load.RunAsync(bare.Target)).PerSecond);
    }

    private static async Task PostAsync(Arguments arguments)
    {
        var target = arguments.OptionalTarget();
        var repeats = Repeats(arguments);
        var load = LoadOptions.Post(arguments);
        arguments.ExpectNoMore();
        await using var bare = await BareProcess.StartAsync(ServeVerb.BareJobs, Samples.Job(target));
        await new Comparison($"POST /api/jobs, {load.Connections:N0} connections", "bare Kestrel endpoint", "/s").RunAsync(
            repeats,
            target is null ? null : async () => (await load.RunAsync(target)).Rate.PerSecond,
            async () => (await load.RunAsync(bare.Target)).Rate.PerSecond);
    }

    // Once only: memory that a first measurement left behind would be used again by the second.
    private static async Task IdleAsync(Arguments arguments)
    {
        var target = arguments.OptionalTarget();
        var processId = target is null ? 0 : arguments.RequiredNumber("--pid", 1, int.MaxValue);
        var load = LoadOptions.Idle(arguments);
        arguments.ExpectNoMore();
        await using var bare = await BareProcess.StartAsync(ServeVerb.RawHeartbeats, Samples.Acknowledgement(target));
        await new Comparison($"idle, {load.Sockets:N0} sockets", "raw socket server", " bytes of RSS each").RunAsync(
            repeats: 1,
            target is null ? null : () => Task.FromResult(load.Run(target, processId)),
            () => Task.FromResult(load.Run(bare.Target, bare.ProcessId)));
    }

    private static int Repeats(Arguments arguments) => arguments.Number("--repeats", 3, 1, 100);
}
