using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using PhantomParadox.Hosting;

namespace PhantomParadox.Worker;

/// <summary>The port of health.</summary>
internal sealed record HealthPort(int Number);

/// <summary>Answers <c>/health</c>, <c>/health/live</c> and <c>/health/ready</c> on loopback, from a small Kestrel of its own.</summary>
internal sealed partial class HealthListener(
    HealthPort port, IMarket market, TimeProvider time, ILoggerFactory loggers, ILogger<HealthListener> logger, IStorageStatus? storage = null)
    : IHostedService, IAsyncDisposable
{
    private readonly ILogger _logger = logger;
    private WebApplication? _listening;

    /// <summary>Where it listens; null before the start.</summary>
    public Uri? Address { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 64;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(IPAddress.Loopback, port.Number);
        });
        builder.Services.AddRoutingCore().AddSingleton(market).AddSingleton(time).AddSingleton(loggers);
        if (storage is not null)
            builder.Services.AddSingleton(storage);
        var listening = builder.Build();
        _listening = listening;
        listening.MapPhantomParadoxHealth();
        listening.MapPhantomParadoxFallback();
        await listening.StartAsync(cancellationToken);
        var addresses = listening.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Address = new Uri(addresses.Addresses.Single());
        LogListening(Address);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _listening?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _listening?.DisposeAsync() ?? ValueTask.CompletedTask;

    [LoggerMessage(1, LogLevel.Information, "Health answers at {Address}health.")]
    private partial void LogListening(Uri address);
}
