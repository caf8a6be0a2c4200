using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PhantomParadox.Hosting;
using PhantomParadox.Protocol.Socket;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>Holds the agents' sockets: takes them in, watches over them, and closes them when the host stops.</summary>
internal sealed class SocketGateway : ILiveAgents, IDisposable
{
    // Sockets that room is made for from the start: 128 KiB for each registry.
    private const int MostRoom = 16_384;

    private readonly ConcurrentDictionary<AgentSocket, bool> _sockets;
    private readonly ConcurrentDictionary<AgentId, AgentSocket> _agents;
    // The gateway pings by itself where a connection is the socket's own; elsewhere the framework does.
    private readonly WebSocketAcceptContext _acceptance = new() { KeepAliveInterval = Timeout.InfiniteTimeSpan };
    private readonly WebSocketAcceptContext _pingedAcceptance;
    private readonly CancellationTokenRegistration _stopping;
    private readonly ITimer _sweep;
    private int _open;
    private int _sweeping;
    private volatile bool _draining;

    public SocketGateway(
        IMarket market,
        AgentTransportHub hub,
        IOptions<GatewayOptions> options,
        IOptions<MarketOptions> marketOptions,
        TimeProvider time,
        GatewayMetrics metrics,
        IHostApplicationLifetime lifetime,
        ILogger<SocketGateway> log,
        WalletRule? wallets = null)
    {
        WalletRule = wallets ?? WalletRule.Any;
        (Market, Hub, Options, Time, Metrics, Log) = (market, hub, options.Value, time, metrics, log);
        // One that grows makes every node anew, and the old ones leave holes between the sockets' memory.
        var room = Math.Min(Options.MaxSockets, MostRoom);
        _sockets = new(concurrencyLevel: -1, room);
        _agents = new(concurrencyLevel: -1, room);
        HeartbeatTimeout = Options.HeartbeatTimeout ?? marketOptions.Value.Agents.HeartbeatTimeout;
        HeartbeatTimeoutMs = (long)HeartbeatTimeout.TotalMilliseconds;
        Wallets = new WalletRegistry(this);
        _pingedAcceptance = new WebSocketAcceptContext { KeepAliveInterval = Options.KeepAliveInterval, KeepAliveTimeout = Options.KeepAliveTimeout };
        metrics.ObserveSockets(() => Volatile.Read(ref _open));
        var period = TimeSpan.FromTicks(Math.Min(TimeSpan.TicksPerSecond, HeartbeatTimeout.Ticks / 10));
        _sweep = time.CreateTimer(static gateway => ((SocketGateway)gateway!).Sweep(), this, period, period);
        _stopping = lifetime.ApplicationStopping.Register(Drain);
    }

    public IMarket Market { get; }

    /// <summary>What an agent's wallet must look like.</summary>
    public WalletRule WalletRule { get; }

    public AgentTransportHub Hub { get; }

    public GatewayOptions Options { get; }

    public TimeProvider Time { get; }

    public GatewayMetrics Metrics { get; }

    public ILogger Log { get; }

    public WalletRegistry Wallets { get; }

    public TimeSpan HeartbeatTimeout { get; }

    public long HeartbeatTimeoutMs { get; }

    /// <summary>Serves one request to the socket's path.</summary>
    public Task HandleAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpWebSocketFeature>() is not { IsWebSocketRequest: true } handshake)
            return ProblemReply.WriteAsync(context, new Fault(ProblemKinds.NotFound, "This address takes WebSocket connections only."));
        if (Interlocked.Increment(ref _open) <= Options.MaxSockets && !_draining)
            return ServeAsync(context, handshake);

        Interlocked.Decrement(ref _open);
        return ProblemReply.WriteAsync(context, _draining
            ? Fault.Of(RefusalCode.Draining, "The server is shutting down; try again shortly.")
            : new Fault(ProblemKinds.Of(RefusalCode.Overloaded) with { RetryAfterMs = 30_000 }, "There is no room for another socket."));
    }

    /// <summary>Watches over a socket until it leaves.</summary>
    public void Watch(AgentSocket socket)
    {
        _sockets[socket] = true;
        // The host may have begun to stop between the check and the entry.
        if (_draining)
            socket.BeginClose(SocketCloseCodes.Restart, "the server restarts");
    }

    /// <summary>Lets go of a socket that has ended.</summary>
    public void Leave(AgentSocket socket)
    {
        try
        {
            Wallets.Leave(socket);
        }
        finally
        {
            _sockets.TryRemove(socket, out _);
            Interlocked.Decrement(ref _open);
        }
    }

    /// <summary>Makes a socket the one to ask about an agent.</summary>
    public void Show(AgentId agent, AgentSocket socket) => _agents[agent] = socket;

    public void Hide(AgentSocket socket)
    {
        if (socket.Agent is var agent && agent != default)
            _agents.TryRemove(KeyValuePair.Create(agent, socket));
    }

    public bool TryGet(AgentId id, out LiveAgent live)
    {
        if (_agents.TryGetValue(id, out var socket))
        {
            live = socket.Live;
            return true;
        }

        live = default;
        return false;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _sweep.Dispose();
    }

    // Not async where it needn't be: a frame of it would be held for as long as the socket is open.
    private Task ServeAsync(HttpContext context, IHttpWebSocketFeature handshake)
    {
        var accepting = AcceptAsync(context, handshake);
        return accepting.IsCompletedSuccessfully ? accepting.Result.RunAsync() : AwaitAsync(accepting);

        static async Task AwaitAsync(ValueTask<AgentSocket> accepting) =>
            await (await accepting.ConfigureAwait(false)).RunAsync().ConfigureAwait(false);
    }

    private async ValueTask<AgentSocket> AcceptAsync(HttpContext context, IHttpWebSocketFeature handshake)
    {
        try
        {
            var features = context.Features;
            var upgraded = features.Get<IHttpUpgradeFeature>() as UpgradedConnection;
            if (upgraded is { IsUpgradableRequest: false })
                upgraded = null;
            var channel = await handshake.AcceptAsync(upgraded is null ? _pingedAcceptance : _acceptance).ConfigureAwait(false);
            var socket = new AgentSocket(this, channel, features.GetRequiredFeature<IHttpRequestLifetimeFeature>(), upgraded);
            // They have been answered; the request lives as long as the socket, and would hold them as long.
            context.Request.Headers.Clear();
            features.Set<IHttpWebSocketFeature>(null);
            return socket;
        }
        catch
        {
            Interlocked.Decrement(ref _open);
            throw;
        }
    }

    private void Drain()
    {
        _draining = true;
        Log.Draining(_sockets.Count);
        foreach (var (socket, _) in _sockets)
            socket.BeginClose(SocketCloseCodes.Restart, "the server restarts");
    }

    private void Sweep()
    {
        // A tick that takes longer than its period must not be joined by the next.
        if (Interlocked.Exchange(ref _sweeping, 1) != 0)
            return;
        try
        {
            long backlog = 0;
            foreach (var (socket, _) in _sockets)
            {
                socket.CheckProgress(Time);
                if (socket.Heartbeat is not null)
                {
                    if (socket.Silence >= HeartbeatTimeout)
                        Wallets.EndSilent(socket);
                    else
                        socket.SendBytesIfDue();
                }

                backlog += socket.Backlog;
            }

            if (backlog > Options.MaxOutboxBytesTotal)
                CloseFullest(backlog);
        }
#pragma warning disable CA1031 // An exception on a timer would end the process.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Log.SweepFailed(fault);
        }
        finally
        {
            Volatile.Write(ref _sweeping, 0);
        }
    }

    private void CloseFullest(long backlog)
    {
        foreach (var (socket, size) in _sockets.Keys.Select(socket => (socket, socket.Backlog)).OrderByDescending(pair => pair.Backlog).ToArray())
        {
            if (backlog <= Options.MaxOutboxBytesTotal)
                return;
            socket.CloseAsSlow();
            backlog -= size;
        }
    }
}
