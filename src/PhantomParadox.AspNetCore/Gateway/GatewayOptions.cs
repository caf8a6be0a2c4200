namespace PhantomParadox.AspNetCore;

/// <summary>Bounds and timers of the WebSocket gateway.</summary>
public sealed class GatewayOptions
{
    /// <summary>
    /// Silence after which an agent's session is closed although its socket is open. Null, the default, takes
    /// <see cref="AgentOptions.HeartbeatTimeout"/> of the market; at least 100 ms.
    /// </summary>
    public TimeSpan? HeartbeatTimeout { get; set; }

    /// <summary>Sockets open at once; one more is answered with 503. Default 16,000; at least 1.</summary>
    public int MaxSockets { get; set; } = 16_000;

    /// <summary>Sockets of one wallet; one more closes its oldest with 4002. Default 3; at least 1.</summary>
    public int MaxSocketsPerWallet { get; set; } = 3;

    /// <summary>Longest message from an agent, in bytes; a longer one closes the socket with 1009. Default 65,536; 1,024 to 1,048,576.</summary>
    public int MaxMessageBytes { get; set; } = 65_536;

    /// <summary>How long a message may take from its first byte to its last; then the socket is closed with 1008. Default 10 s; at least 100 ms.</summary>
    public TimeSpan MessageDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Messages that wait for a slow agent; one more closes its socket with 1013. Default 256; at least 8.</summary>
    public int MaxOutboxMessages { get; set; } = 256;

    /// <summary>Bytes that wait for a slow agent; more close its socket with 1013. Default 262,144; at least 65,536.</summary>
    public int MaxOutboxBytes { get; set; } = 262_144;

    /// <summary>Bytes that wait for all agents together; above, the fullest sockets are closed first. Default 536,870,912; at least 1,048,576.</summary>
    public long MaxOutboxBytesTotal { get; set; } = 536_870_912;

    /// <summary>How long one send may stand still; then the connection is cut. Default 10 s; at least 100 ms.</summary>
    public TimeSpan SendStall { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a closed socket may take to answer the close; then the connection is cut. Default 5 s; at least 100 ms.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between pings. Default 15 s; at least 1 s.</summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a pong may take; then the peer counts as dead. Default 20 s; at least 1 s.</summary>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Whether what is counted per socket is limited: 20 messages a second with bursts of 60, and three refused messages within 60 s
    /// close it with 1008. Default true; hosts for development switch it off.
    /// </summary>
    public bool StrikesEnabled { get; set; } = true;
}
