using System.Text.Json;
using System.Text.Json.Serialization;

namespace PhantomParadox.Protocol.Socket;

/// <summary>Agent → server: it lives, and what it offers. The first one opens its session. Answered by <see cref="HeartbeatAckMessage"/>.</summary>
public sealed record HeartbeatMessage
{
    /// <summary><c>heartbeat</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = SocketMessageTypes.Heartbeat;

    /// <summary>The wallet: 1 to 64 visible ASCII characters. It can't change while the socket is open.</summary>
    public required string Agent { get; init; }

    /// <summary>Kind of client, 1 to 32 characters. Default <c>unknown</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>Version of the client, 1 to 32 characters. Default <c>0.0.0</c>.</summary>
    public string? Version { get; init; }

    /// <summary>At most 32 names of <c>[A-Za-z0-9._:-]{1,64}</c>. Default <c>relay</c>.</summary>
    public IReadOnlyList<string>? Capabilities { get; init; }

    /// <summary>Limits that the agent sets; at most 4 KiB as JSON.</summary>
    public HeartbeatConfig? Config { get; init; }

    /// <summary>What the agent has done; at most 4 KiB as JSON.</summary>
    public HeartbeatMetrics? Metrics { get; init; }

    /// <summary>Where the agent is, an object of at most 4 KiB as JSON; shown to others as it is.</summary>
    public JsonElement? Location { get; init; }
}

/// <summary>Limits that an agent sets.</summary>
public sealed record HeartbeatConfig
{
    /// <summary>Bandwidth on offer in Mbit/s, 0 or more; −1 is no limit. Default 10.</summary>
    public long? MaxBandwidth { get; init; }

    /// <summary>Data on offer a day in MB, 0 or more; −1 is no limit. Default 1,000.</summary>
    public long? DailyDataCap { get; init; }

    /// <summary>Jobs worked on at once, 1 to 64. Default 1.</summary>
    public int? Capacity { get; init; }

    /// <summary>Whether the agent answers each assignment with <see cref="JobAcceptMessage"/>. Default false.</summary>
    public bool? Acknowledges { get; init; }

    /// <summary>Who runs the agent, at most 64 characters; counts only where the server can confirm it.</summary>
    public string? Operator { get; init; }

    /// <summary>Further members, kept as they are.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Further { get; set; }
}

/// <summary>What an agent has done.</summary>
public sealed record HeartbeatMetrics
{
    /// <summary>Bytes relayed in all, 0 to 2⁵³ − 1.</summary>
    public long? BytesRelayed { get; init; }

    /// <summary>Bytes relayed today.</summary>
    public long? BytesToday { get; init; }

    /// <summary>Connections open now.</summary>
    public long? Connections { get; init; }

    /// <summary>Seconds since the client started.</summary>
    public double? Uptime { get; init; }

    /// <summary>Further members, kept as they are.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Further { get; set; }
}
