using PhantomParadox.Client;
using PhantomParadox.Samples.FileAgent;
using PhantomParadox.Samples.Work;

FileAgentArguments arguments;
try
{
    arguments = FileAgentArguments.Parse(args);
}
catch (FormatException error)
{
    await Console.Error.WriteLineAsync($"{error.Message} See --help.");
    return 2;
}

if (arguments.Help)
{
    Console.WriteLine(FileAgentArguments.Usage);
    return 0;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;   // the work is to end in order, not with the process
    stop.Cancel();
};

using var work = new FileWork(arguments.Limits);
await using var client = new AgentClient(
    new AgentClientOptions
    {
        Server = arguments.Market,
        Wallet = arguments.Wallet,
        Capabilities = ["compute", "verify"],
        Capacity = arguments.Capacity,
    },
    HandleAsync);
Console.WriteLine($"{arguments.Wallet} takes jobs of {arguments.Market}. Ctrl+C ends it.");
try
{
    await client.RunAsync(stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
#pragma warning disable CA1031 // Whatever it was: a person reads it, not a stack trace.
catch (Exception error)
#pragma warning restore CA1031
{
    await Console.Error.WriteLineAsync($"The agent has ended: {error.Message}");
    return 1;
}

async Task<AgentJobResult> HandleAsync(AgentJob job, CancellationToken cancellationToken)
{
    var outcome = await work.RunAsync(
        job.Description,
        progress => new ValueTask(job.ReportProgressAsync(progress, cancellationToken: cancellationToken)),
        cancellationToken);
    Console.WriteLine($"{job.Id}: {(outcome.Success ? "done" : "failed")}. {outcome.Output}");
    return outcome.Success ? AgentJobResult.Done(outcome.Output, outcome.ProofHash) : AgentJobResult.Failed(outcome.Output);
}
