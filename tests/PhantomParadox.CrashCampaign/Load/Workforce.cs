using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Load;

/// <summary>The buyers and agents that work a market, until somebody stops them or it.</summary>
internal sealed class Workforce : IDisposable
{
    public static readonly string[] Buyers = [.. Enumerable.Range(1, 5).Select(number => $"buyer-{number}")];

    private static readonly (string Wallet, string Capability)[] Workers =
    [
        ("relay-1", "relay"), ("relay-2", "relay"), ("compute-1", "compute"), ("compute-2", "compute"),
        ("claimer-1", "claims"), ("claimer-2", "claims"), ("claimer-3", "claims"),
    ];

    private static readonly (string Wallet, string Capability)[] Judges = [("juror-1", "none"), ("juror-2", "none"), ("juror-3", "none")];

    private readonly CancellationTokenSource _stop = new();
    private readonly MarketClient _client;
    private readonly Task _work;

    private Workforce(Uri address, (string Wallet, string Capability)[] agents, Board board, OperationLog log, Random random)
    {
        _client = new MarketClient(address, log);
        List<Task> work = [];
        foreach (var wallet in Buyers)
            work.Add(new Buyer(wallet, random.Next(), board, _client).RunAsync(_stop.Token));
        foreach (var (wallet, capability) in agents)
        {
            // Who claims doesn't read its socket.
            var juror = new Juror(wallet, capability != "claims" && random.Next(2) == 0, random.Next(), board, log, _client);
            work.Add(juror.RunAsync(_stop.Token));
            work.Add(new Agent(wallet, [capability], random.Next(), board, _client, juror).RunAsync(_stop.Token));
        }
        _work = Task.WhenAll(work);
    }

    /// <summary>
    /// The agents of a market, each with the work that it is sent: <c>claims</c> for one that only claims, <c>none</c> for one that only
    /// judges. A market of an even seed has none of these: six who can judge a job of the seventh never fill a jury of seven.
    /// </summary>
    public static (string Wallet, string Capability)[] AgentsOf(int seed) => seed % 2 == 0 ? Workers : [.. Workers, .. Judges];

    public static Workforce Start(Uri address, (string Wallet, string Capability)[] agents, Board board, OperationLog log, Random random) =>
        new(address, agents, board, log, random);

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
