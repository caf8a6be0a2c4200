using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Load;

/// <summary>The buyers and agents that work a market, until somebody stops them or it.</summary>
internal sealed class Workforce : IDisposable
{
    public static readonly string[] Buyers = [.. Enumerable.Range(1, 5).Select(number => $"buyer-{number}")];

    private readonly CancellationTokenSource _stop = new();
    private readonly MarketClient _client;
    private readonly Task _work;

    private Workforce(Uri address, Board board, OperationLog log, Random random)
    {
        _client = new MarketClient(address, log);
        List<Task> work = [];
        foreach (var wallet in Buyers)
            work.Add(new Buyer(wallet, random.Next(), board, _client).RunAsync(_stop.Token));
        foreach (var (name, capability) in new[] { ("relay-1", "relay"), ("relay-2", "relay"), ("compute-1", "compute"), ("compute-2", "compute") })
            work.Add(new Agent(name, [capability], random.Next(), board, _client).RunAsync(_stop.Token));
        for (var number = 1; number <= 3; number++)
            work.Add(new Agent($"claimer-{number}", ["claims"], random.Next(), board, _client).RunAsync(_stop.Token));
        _work = Task.WhenAll(work);
    }

    public static Workforce Start(Uri address, Board board, OperationLog log, Random random) => new(address, board, log, random);

    /// <summary>Waits until so many operations more have been acknowledged.</summary>
    /// <exception cref="InvalidOperationException">They have not, and nobody works any more, or for too long.</exception>
    public async Task AcknowledgedAsync(OperationLog log, long count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (log.Acknowledged < count)
        {
            if (_work.IsCompleted || patience.IsCancellationRequested)
            {
                throw new InvalidOperationException(
                    $"The host answers no more, and nobody killed it; {log.Acknowledged} operations were acknowledged. {_work.Exception?.InnerException}");
            }
            await Task.Delay(1);
        }
    }

    /// <summary>Ends the work; what is under way is waited for.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _work;
    }

    public void Dispose()
    {
        _client.Dispose();
        _stop.Dispose();
    }
}
