using System.Globalization;
using PhantomParadox.LoadTest;
using PhantomParadox.LoadTest.Verbs;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length == 0 || args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(Usage.Text);
    return args.Length == 0 ? 2 : 0;
}

try
{
    if (args[0] != "serve")
        CheapClient.Prepare();
    var arguments = new Arguments(args.AsSpan(1));
    switch (args[0])
    {
        case "latency": MeasureVerbs.Latency(arguments); break;
        case "heartbeats": await MeasureVerbs.HeartbeatsAsync(arguments); break;
        case "post": await MeasureVerbs.PostAsync(arguments); break;
        case "idle": MeasureVerbs.Idle(arguments); break;
        case "baseline": await BaselineVerbs.RunAsync(arguments); break;
        case "serve": await ServeVerb.RunAsync(arguments); break;
        default: throw new UsageException($"'{args[0]}' is no verb.");
    }

    return 0;
}
catch (LoadTestException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
catch (UsageException e)
{
    Console.Error.WriteLine($"{e.Message} See --help.");
    return 2;
}
