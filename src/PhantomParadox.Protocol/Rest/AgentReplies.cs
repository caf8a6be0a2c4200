using System.Text.Json;

namespace PhantomParadox.Protocol.Rest;

/// <summary>A page of agents: <c>GET /api/agents</c> and <c>/api/agents/online</c>.</summary>
public sealed record AgentListReply
{
    /// <summary>The agents, newest first.</summary>
    public required IReadOnlyList<AgentListItem> Agents { get; init; }

    /// <summary>How many this page has.</summary>
    public required int Count { get; init; }

    /// <summary>Where the next page begins; null at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>An agent in a list.</summary>
public sealed record AgentListItem
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The first 8 characters of its wallet and <c>...</c>.</summary>
    public required string WalletAddress { get; init; }

    /// <summary>Kind of client.</summary>
    public required string Platform { get; init; }

    /// <summary>What it can do.</summary>
    public required IReadOnlyList<string> Capabilities { get; init; }

    /// <summary><c>online</c>, <c>busy</c> or <c>offline</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Reputation, 0 to 100.</summary>
    public required int Reputation { get; init; }

    /// <summary>What it last reported of itself.</summary>
    public required JsonElement Metrics { get; init; }

    /// <summary>Where it says it is; null where it didn't.</summary>
    public JsonElement? Location { get; init; }
}

/// <summary>A page of agents with a free slot: <c>GET /api/agents/available</c>.</summary>
public sealed record AvailableAgentsReply
{
    /// <summary>The agents, newest first.</summary>
    public required IReadOnlyList<AvailableAgent> Agents { get; init; }

    /// <summary>How many this page has.</summary>
    public required int Count { get; init; }

    /// <summary>Where the next page begins; null at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>An agent with a free slot.</summary>
public sealed record AvailableAgent
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>Kind of client.</summary>
    public required string Platform { get; init; }

    /// <summary>What it can do.</summary>
    public required IReadOnlyList<string> Capabilities { get; init; }

    /// <summary>Reputation, 0 to 100.</summary>
    public required int Reputation { get; init; }

    /// <summary>Its settings: at least <c>maxBandwidth</c> (Mbit/s) and <c>dailyDataCap</c> (MB); −1 is no limit.</summary>
    public required JsonElement Config { get; init; }
}

/// <summary>The agent of a wallet: <c>GET /api/agents/wallet/:address</c>.</summary>
public sealed record AgentByWalletReply
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>Kind of client.</summary>
    public required string Platform { get; init; }

    /// <summary>What it can do.</summary>
    public required IReadOnlyList<string> Capabilities { get; init; }

    /// <summary>What it last reported of itself.</summary>
    public required JsonElement Metrics { get; init; }

    /// <summary>Reputation, 0 to 100.</summary>
    public required int Reputation { get; init; }

    /// <summary><c>online</c>, <c>busy</c> or <c>offline</c>.</summary>
    public required string Status { get; init; }
}
