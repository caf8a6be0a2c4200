using PhantomParadox.LoadTest.Baselines;

namespace PhantomParadox.LoadTest.Verbs;

/// <summary>Serves as the bare thing until its input ends; the first line of its output is its port.</summary>
internal static class ServeVerb
{
    public const string RawHeartbeats = "raw-heartbeats";
    public const string BareJobs = "bare-jobs";

    public static async Task RunAsync(Arguments arguments)
    {
        var kind = arguments.Word();
        var text = arguments.Text("--answer");
        arguments.ExpectNoMore();
        await using var server = Create(kind, text);
        Console.WriteLine(await server.StartAsync());
        while (await Console.In.ReadLineAsync() is not null)
        {
        }
    }

    private static IBareServer Create(string? kind, string? answer) => kind switch
    {
        RawHeartbeats => new RawHeartbeatServer(Bytes(answer) ?? Loads.Samples.Acknowledgement(target: null)),
        BareJobs => new BareJobServer(Bytes(answer) ?? Loads.Samples.Job(target: null)),
        _ => throw new UsageException($"'{kind}' can't be served: {RawHeartbeats} and {BareJobs} can."),
    };

    private static byte[]? Bytes(string? base64)
    {
        try
        {
            return base64 is null ? null : Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw new UsageException("--answer is no base64.");
        }
    }
}
