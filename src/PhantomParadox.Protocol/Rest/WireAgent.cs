using System.Text.Json;
using System.Text.Json.Serialization;

namespace PhantomParadox.Protocol.Rest;

/// <summary>An agent, as <c>GET /api/agents/:id</c> shows it.</summary>
public sealed record WireAgent
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its wallet, in full.</summary>
    public required string WalletAddress { get; init; }

    /// <summary>Kind of client.</summary>
    public required string Platform { get; init; }

    /// <summary>Version of the client.</summary>
    public required string Version { get; init; }

    /// <summary>What it can do.</summary>
    public required IReadOnlyList<string> Capabilities { get; init; }

    /// <summary>Its settings: at least <c>maxBandwidth</c> (Mbit/s) and <c>dailyDataCap</c> (MB); −1 is no limit.</summary>
    public required JsonElement Config { get; init; }

    /// <summary>What it last reported of itself.</summary>
    public required JsonElement Metrics { get; init; }

    /// <summary>Reputation, 0 to 100.</summary>
    public required int Reputation { get; init; }

    /// <summary><c>online</c>, <c>busy</c> or <c>offline</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The job that it has held longest; null while it holds none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Guid? CurrentJob { get; init; }

    /// <summary>All jobs that it holds, oldest lease first.</summary>
    public required IReadOnlyList<Guid> CurrentJobs { get; init; }

    /// <summary>Jobs that it works on at once, 1 to 64.</summary>
    public required int Capacity { get; init; }

    /// <summary>When it last spoke, in epoch milliseconds.</summary>
    public required long LastHeartbeat { get; init; }

    /// <summary>When its present, or else its last, session opened, in epoch milliseconds.</summary>
    public required long ConnectedAt { get; init; }

    /// <summary>Where it says it is; null where it didn't.</summary>
    public JsonElement? Location { get; init; }
}
