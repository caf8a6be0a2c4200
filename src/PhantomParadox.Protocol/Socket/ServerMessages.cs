using System.Text.Json.Serialization;

namespace PhantomParadox.Protocol.Socket;

/// <summary>Server → agent: the answer to a heartbeat. All that the socket sent before it has been admitted.</summary>
public sealed record HeartbeatAckMessage
{
    /// <summary><c>heartbeat_ack</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = SocketMessageTypes.HeartbeatAck;

    /// <summary>The agent's identity.</summary>
    public required string AgentId { get; init; }

    /// <summary>The server's time in epoch milliseconds.</summary>
    public required long ServerTime { get; init; }
}

/// <summary>Server → agent: a job to work on; sent again when the agent's session opens anew while it holds the job.</summary>
public sealed record JobAssignmentMessage
{
    /// <summary><c>job_assignment</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = SocketMessageTypes.JobAssignment;

    /// <summary>The job.</summary>
    public required AssignedJob Job { get; init; }

    /// <summary>Number of the lease; it grows with each assignment of the job.</summary>
    public int Attempt { get; init; }

    /// <summary>When the lease ends unless a heartbeat renews it, in epoch milliseconds.</summary>
    public long? LeaseExpiresAt { get; init; }
}

/// <summary>Server → agent: stop working on a job.</summary>
public sealed record JobCancelMessage
{
    /// <summary><c>job_cancel</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = SocketMessageTypes.JobCancel;

    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>
    /// Why: <c>buyer_cancelled</c> (confirm with <see cref="JobCancelledMessage"/>), or the lease is over: <c>deadline_exceeded</c>,
    /// <c>disputed</c>, <c>start_timeout</c>, <c>max_runtime_exceeded</c>, <c>lease_lost</c>.
    /// </summary>
    public required string Reason { get; init; }

    /// <summary>The lease that is to end, or has ended.</summary>
    public int Attempt { get; init; }
}

/// <summary>Server → agent: money was released to the agent.</summary>
public sealed record PaymentMessage
{
    /// <summary><c>payment</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = SocketMessageTypes.Payment;

    /// <summary>The job that it was paid for.</summary>
    public required string JobId { get; init; }

    /// <summary>The job's type.</summary>
    public required string JobType { get; init; }

    /// <summary>What was released, in the currency's smallest unit.</summary>
    public required ulong Amount { get; init; }

    /// <summary>What it is counted in: <c>SOL</c> or <c>USDC</c>.</summary>
    public string? Currency { get; init; }

    /// <summary>Signature of the transaction, where one was made.</summary>
    public string? Signature { get; init; }

    /// <summary>Why: <c>completed</c>, <c>approved</c>, <c>approval_window</c>, <c>progress</c> or <c>verdict</c>.</summary>
    public string? Details { get; init; }
}

/// <summary>Server → agent: a message was refused and has changed nothing. The socket stays open.</summary>
public sealed record ErrorMessage
{
    /// <summary><c>error</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = SocketMessageTypes.Error;

    /// <summary>The reason, for programs, in snake case.</summary>
    public required string Code { get; init; }

    /// <summary>The reason, for people.</summary>
    public required string Error { get; init; }

    /// <summary>The job that the refused message named, else the message's type; absent where neither could be read.</summary>
    public string? InReplyTo { get; init; }
}
