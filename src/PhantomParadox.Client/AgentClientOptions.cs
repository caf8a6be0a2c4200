using PhantomParadox.Protocol.Socket;

namespace PhantomParadox.Client;

/// <summary>What an <see cref="AgentClient"/> connects to, and what it offers there.</summary>
public sealed record AgentClientOptions
{
    /// <summary>The market: an address with the scheme <c>ws</c>, <c>wss</c>, <c>http</c> or <c>https</c>. Without a path, <c>/ws</c> is meant.</summary>
    public required Uri Server { get; init; }

    /// <summary>The agent's wallet: 1 to 64 visible ASCII characters.</summary>
    public required string Wallet { get; init; }

    /// <summary>Kind of client, 1 to 32 characters. Default <c>dotnet</c>.</summary>
    public string Platform { get; init; } = "dotnet";

    /// <summary>Version of the client, 1 to 32 characters. Default <c>0.0.0</c>.</summary>
    public string Version { get; init; } = "0.0.0";

    /// <summary>What it can do: at most 32 names of <c>[A-Za-z0-9._:-]{1,64}</c>. Default <c>relay</c>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = ["relay"];

    /// <summary>Bandwidth on offer in Mbit/s, 0 or more; −1 is no limit. Default 10.</summary>
    public long MaxBandwidth { get; init; } = 10;

    /// <summary>Data on offer a day in MB, 0 or more; −1 is no limit. Default 1,000.</summary>
    public long DailyDataCap { get; init; } = 1_000;

    /// <summary>Jobs worked on at once, 1 to 64. Default 1.</summary>
    public int Capacity { get; init; } = 1;

    /// <summary>Who runs the agent, at most 64 characters; null, the default, says nothing.</summary>
    public string? Operator { get; init; }

    /// <summary>Asked before each heartbeat for what to report. Null, the default, reports nothing.</summary>
    public Func<HeartbeatMetrics?>? Metrics { get; init; }

    /// <summary>Time between heartbeats. Default 30 s; more than 0, and well below the market's timeout of 60 s.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait before the first reconnection; each further one may take twice as long. Default 0.5 s; more than 0.</summary>
    public TimeSpan ReconnectBase { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Longest wait before any reconnection. Default 30 s; at least <see cref="ReconnectBase"/>.</summary>
    public TimeSpan ReconnectMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long connecting, and the first answer, may take. Default 15 s; more than 0.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long handlers may take to end once the client stops. Default 10 s; 0 or more.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How it sits on juries. Null, the default, declines every seat at once, so that it goes to the next in the order of the draw.</summary>
    public JurorOptions? Jury { get; init; }

    /// <summary>
    /// Sends what a juror says over REST; its base address is the market's, ending in a slash. It stays the caller's. Null, the default,
    /// makes one for the host and port of <see cref="Server"/>.
    /// </summary>
    public HttpClient? Http { get; init; }

    /// <summary>
    /// Whether each job is acknowledged with 32 random bytes, which the draw of a jury about it then depends on: no one else can have
    /// chosen that jury. Default true.
    /// </summary>
    public bool SendNonces { get; init; } = true;

    internal Uri RestAddress()
    {
        var socket = SocketAddress();
        return new UriBuilder(socket.Scheme == "wss" ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, socket.Host, socket.Port).Uri;
    }

    internal Uri SocketAddress()
    {
        var address = new UriBuilder(Server);
        address.Scheme = address.Scheme switch
        {
            "http" or "ws" => "ws",
            "https" or "wss" => "wss",
            var other => throw new ArgumentException($"The scheme {other} is none of ws, wss, http, https.", nameof(Server)),
        };
        if (address.Path is "" or "/")
            address.Path = "/ws";
        return address.Uri;
    }

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Server);
        ArgumentException.ThrowIfNullOrWhiteSpace(Wallet);
        ArgumentOutOfRangeException.ThrowIfLessThan(Capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Capacity, 64);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HeartbeatInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ReconnectBase, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReconnectMax, ReconnectBase);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConnectTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(StopTimeout, TimeSpan.Zero);
        if (Http is { BaseAddress: null })
            throw new ArgumentException("The client needs a base address.", nameof(Http));
        if (Jury is not null)
            ArgumentNullException.ThrowIfNull(Jury.Judge);
        _ = SocketAddress();
    }
}
