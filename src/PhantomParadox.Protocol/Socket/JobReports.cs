using System.Text.Json.Serialization;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Protocol.Socket;

/// <summary>Agent → server: share of the work done. Answered only if refused.</summary>
public sealed record JobProgressMessage
{
    /// <summary><c>job_progress</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = SocketMessageTypes.JobProgress;

    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>Share of the work done: a whole number from 0 to 100.</summary>
    public required int Progress { get; init; }

    /// <summary>The lease reported for; absent for whichever the agent holds.</summary>
    public int? Attempt { get; init; }

    /// <summary>Figures to merge into those reported before.</summary>
    public WireMetrics? Metrics { get; init; }
}

/// <summary>Agent → server: the attempt has ended. Answered only if refused.</summary>
public sealed record JobCompleteMessage
{
    /// <summary><c>job_complete</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = SocketMessageTypes.JobComplete;

    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>Whether the work was done.</summary>
    public required bool Success { get; init; }

    /// <summary>The result, at most 4 KiB of UTF-8.</summary>
    public string? Output { get; init; }

    /// <summary>A hash that proves the work: 1 to 128 visible ASCII characters.</summary>
    public string? ProofHash { get; init; }

    /// <summary>The lease that ends; absent for whichever the agent holds.</summary>
    public int? Attempt { get; init; }

    /// <summary>Figures to merge into those reported before.</summary>
    public WireMetrics? Metrics { get; init; }
}

/// <summary>Agent → server: the assignment has arrived and is taken. Answered only if refused.</summary>
public sealed record JobAcceptMessage
{
    /// <summary><c>job_accept</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = SocketMessageTypes.JobAccept;

    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The lease taken; absent for whichever the agent holds.</summary>
    public int? Attempt { get; init; }

    /// <summary>32 bytes of the agent's choice as 64 hexadecimal digits, for a later jury draw.</summary>
    public string? Nonce { get; init; }
}

/// <summary>Agent → server: the assignment is handed back before work began. Answered only if refused.</summary>
public sealed record JobDeclineMessage
{
    /// <summary><c>job_decline</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = SocketMessageTypes.JobDecline;

    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The lease handed back; absent for whichever the agent holds.</summary>
    public int? Attempt { get; init; }
}

/// <summary>Agent → server: work has stopped, as <see cref="JobCancelMessage"/> asked. Answered only if refused.</summary>
public sealed record JobCancelledMessage
{
    /// <summary><c>job_cancelled</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = SocketMessageTypes.JobCancelled;

    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The lease that ends; absent for whichever the agent holds.</summary>
    public int? Attempt { get; init; }
}
