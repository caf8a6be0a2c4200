using System.Security.Cryptography;
using PhantomParadox.Client;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Samples.Work;

namespace PhantomParadox.Server.Demo;

/// <summary>One agent: takes jobs over a socket of its own, does what they ask for, and sits on juries. Some are careless, some come and go.</summary>
internal sealed class DemoAgent(
    DemoProfile profile, HttpClient http, int seed, DemoOptions options, DemoFigures figures, TimeProvider time, ILogger<AgentClient> logger) : IDisposable
{
    private readonly FileWork _work = new(new WorkLimits { MaxBytes = 16 << 20, Timeout = TimeSpan.FromSeconds(10) });
    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();
    private int _bargains;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            using var shift = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (profile.ComesAndGoes)
                shift.CancelAfter(options.Shift);
            await using (var client = new AgentClient(Offer(), HandleAsync, logger, time))
                await client.RunAsync(shift.Token);
            if (cancellationToken.IsCancellationRequested)
                return;

            figures.Tell($"{profile.Wallet} left");
            await Task.Delay(options.Away, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!cancellationToken.IsCancellationRequested)
                figures.Tell($"{profile.Wallet} came back");
        }
    }

    public void Dispose() => _work.Dispose();

    private AgentClientOptions Offer() => new()
    {
        Server = http.BaseAddress!,
        Http = http,
        Wallet = profile.Wallet,
        Platform = profile.Platform,
        Version = "demo",
        Capabilities = profile.Capabilities,
        MaxBandwidth = profile.Bandwidth,
        Capacity = profile.Capacity,
        StopTimeout = TimeSpan.FromSeconds(1),
        Jury = new JurorOptions { Judge = JudgeAsync, SealVotes = profile.SealsVotes },
    };

    private async Task<AgentJobResult> HandleAsync(AgentJob job, CancellationToken cancellationToken)
    {
        figures.CountAssigned();
        if (Guid.TryParse(job.Id, out var id))
            figures.Clock.Assigned(id);

        var began = time.GetTimestamp();
        await job.ReportProgressAsync(0, cancellationToken: cancellationToken);
        var outcome = await _work.RunAsync(job.Description, ProgressAsync, cancellationToken);
        var elapsed = time.GetElapsedTime(began);
        if (!outcome.Success)
        {
            figures.Tell($"{profile.Wallet} can't do {DemoFigures.Short(id)}: {outcome.Output}");
            return AgentJobResult.Failed(outcome.Output);
        }

        if (IsMistaken(job.Requirements?.Capabilities?.Contains(DemoCast.Bargain) ?? false))
            outcome = Mistake(outcome);
        return AgentJobResult.Done(outcome.Output, outcome.ProofHash) with
        {
            Metrics = new WireMetrics { BytesProcessed = outcome.BytesProcessed, Duration = (long)elapsed.TotalMilliseconds },
        };

        async ValueTask ProgressAsync(int percent)
        {
            if (options.Paced && WorkRequest.Parse(job.Description) is WorkRequest.HashSeeded hash)
            {
                var due = TimeSpan.FromSeconds(hash.Length * 8.0 * percent / 100 / (profile.Bandwidth * 1_000_000.0));
                if (due - time.GetElapsedTime(began) is { Ticks: > 0 } early)
                    await Task.Delay(early, time, cancellationToken);
            }

            await job.ReportProgressAsync(percent, cancellationToken: cancellationToken);
        }
    }

    private async Task<JuryVote> JudgeAsync(JuryCase told, CancellationToken cancellationToken)
    {
        var vote = await new DemoJuror(new BuyerClient(http, profile.Wallet, time), _work, time).JudgeAsync(told, cancellationToken);
        if (options.Paced)
            await Task.Delay(options.Deliberation * Chance(), time, cancellationToken);
        return IsMistaken(isBargain: false) ? JuryVote.Split(1) : vote;
    }

    /// <summary>Now and then, and at half the price every other time, from the first on.</summary>
    private bool IsMistaken(bool isBargain)
    {
        if (!profile.Careless || options.MistakesPercent == 0)
            return false;
        lock (_lock)
            return isBargain ? _bargains++ % 2 == 0 : _random.Next(100) < options.MistakesPercent;
    }

    private double Chance()
    {
        lock (_lock)
            return _random.NextDouble();
    }

    /// <summary>Another hash, and the opposite of what was found.</summary>
    internal static WorkOutcome Mistake(WorkOutcome right)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(right.ProofHash!)));
        var output = right.Output.Replace(right.ProofHash!, hash, StringComparison.Ordinal);
        output = output.Contains("\"valid\":true", StringComparison.Ordinal)
            ? output.Replace("\"valid\":true", "\"valid\":false", StringComparison.Ordinal)
            : output.Replace("\"valid\":false", "\"valid\":true", StringComparison.Ordinal);
        return right with { Output = output, ProofHash = hash };
    }
}
