using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PhantomParadox.AspNetCore.Gateway;
using PhantomParadox.Hosting;

namespace PhantomParadox.AspNetCore.Tests.Gateway;

/// <summary>A gateway whose time stands still until the test moves it, in front of a market that is never asked.</summary>
internal sealed class GatewayHarness : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Lifetime _lifetime = new();
    private readonly SocketGateway _gateway;

    public GatewayHarness(GatewayOptions? options = null)
    {
        Options = options ?? new GatewayOptions();
        Options.StrikesEnabled = false;
        _gateway = new SocketGateway(
            DispatchProxy.Create<IMarket, NoMarket>(),
            new AgentTransportHub(),
            Microsoft.Extensions.Options.Options.Create(Options),
            Microsoft.Extensions.Options.Options.Create(new MarketOptions()),
            Time,
            new GatewayMetrics(_services.GetRequiredService<IMeterFactory>()),
            _lifetime,
            NullLogger<SocketGateway>.Instance);
    }

    public GatewayOptions Options { get; }

    public FakeTimeProvider Time { get; } = new();

    /// <summary>Serves a peer.</summary>
    /// <returns>The socket, and the end of its service.</returns>
    public (AgentSocket Socket, Task Ended) Serve(PeerDouble peer, UpgradedConnection? upgraded = null)
    {
        var socket = new AgentSocket(_gateway, peer, peer, upgraded);
        return (socket, socket.RunAsync());
    }

    public void StopHost() => _lifetime.StopApplication();

    public void Dispose()
    {
        _gateway.Dispose();
        _lifetime.Dispose();
        _services.Dispose();
    }

    private class NoMarket : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new InvalidOperationException($"Nobody was to call {targetMethod?.Name}.");
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
