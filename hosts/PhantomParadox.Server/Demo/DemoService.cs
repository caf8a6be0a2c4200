using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using PhantomParadox.Client;

namespace PhantomParadox.Server.Demo;

/// <summary>Plays the demo: agents and buyers that reach the host as strangers do, over its own address.</summary>
internal sealed partial class DemoService(
    IServer server,
    IHostApplicationLifetime lifetime,
    DemoOptions options,
    DemoFigures figures,
    DemoScreen screen,
    TimeProvider time,
    ILoggerFactory loggers,
    ILogger<DemoService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The web server stops before this service does and waits for its connections, which are ours: they must end with the first sign.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        if (!await StartedAsync(stop.Token))
            return;
        if (DemoAddress.Of(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses) is not { } address)
        {
            NoAddress(logger);
            return;
        }

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30) })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(10),
        };
        var agents = DemoCast.Agents.Select((profile, index) => new DemoAgent(
            profile, http, unchecked(options.Seed + index), options, figures, time, loggers.CreateLogger<AgentClient>())).ToArray();
        var clerk = new DemoClerk(new BuyerClient(http, "clerk", time), address, figures, time);
        var buyers = DemoCast.Buyers.Select((wallet, index) => new DemoBuyer(
            wallet, new BuyerClient(http, wallet, time), clerk, new DemoWorkload(unchecked(options.Seed + index)), options, figures, time));
        try
        {
            await Task.WhenAll(
                [
                    .. agents.Select(agent => agent.RunAsync(stop.Token)),
                    .. buyers.Select(buyer => buyer.RunAsync(stop.Token)),
                    screen.RunAsync(address, new BuyerClient(http, "audience", time), stop.Token),
                ]);
        }
        finally
        {
            await clerk.EndAsync();
            foreach (var agent in agents)
                agent.Dispose();
        }
    }

    private async Task<bool> StartedAsync(CancellationToken stop)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var told = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        using var given = stop.Register(() => started.TrySetCanceled(stop));
        await started.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return started.Task.IsCompletedSuccessfully;
    }

    [LoggerMessage(1, LogLevel.Error, "The demo needs an address of http or https that it can connect to; the server has none.")]
    private static partial void NoAddress(ILogger logger);
}
