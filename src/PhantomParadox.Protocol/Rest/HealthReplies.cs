using System.Text.Json.Serialization;

namespace PhantomParadox.Protocol.Rest;

/// <summary>How the server is: <c>GET /health</c>.</summary>
public sealed record HealthReply
{
    /// <summary><c>ok</c> (200), or <c>starting</c>, <c>stalled</c>, <c>draining</c>, <c>stopped</c> or <c>failed</c> (503).</summary>
    public required string Status { get; init; }

    /// <summary>Version of the server.</summary>
    public required string Version { get; init; }

    /// <summary>Seconds since it started.</summary>
    public required double Uptime { get; init; }

    /// <summary>Agents with a live session; 0 while the market doesn't run.</summary>
    public required long Agents { get; init; }

    /// <summary>Jobs that have not ended; 0 while the market doesn't run.</summary>
    public required long Jobs { get; init; }

    /// <summary>After the journal failed: what can still be read is as of then, in epoch milliseconds. Else null.</summary>
    public long? AsOf { get; init; }

    /// <summary>How safe is what the market acknowledged; left out where its storage doesn't say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StorageReply? Storage { get; init; }
}

/// <summary>How safe is what the market acknowledged.</summary>
public sealed record StorageReply
{
    /// <summary>The kind of storage, such as <c>redis</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether it survives a crash of any process and of the machine.</summary>
    public required bool Durable { get; init; }

    /// <summary>How it may be lost, a sentence each.</summary>
    public required IReadOnlyList<string> Weaknesses { get; init; }

    /// <summary>What is worth knowing besides, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>Whether the process lives (<c>GET /health/live</c>) or takes work (<c>GET /health/ready</c>).</summary>
/// <param name="Status">As in <see cref="HealthReply.Status"/>.</param>
public sealed record ConditionReply(string Status);

/// <summary>What the server takes at most: <c>GET /health/limits</c>.</summary>
public sealed record LimitsReply
{
    /// <summary>Bytes of a request's body.</summary>
    public required long BodyBytes { get; init; }

    /// <summary>Nesting of a request's JSON.</summary>
    public required int JsonDepth { get; init; }

    /// <summary>Bytes of a job's description.</summary>
    public required int DescriptionBytes { get; init; }

    /// <summary>Bytes of a result's output.</summary>
    public required int OutputBytes { get; init; }

    /// <summary>Characters of a dispute's reason.</summary>
    public required int ReasonCharacters { get; init; }

    /// <summary>A payment in the currency's smallest unit.</summary>
    public required long Amount { get; init; }

    /// <summary>Items of a page where the request doesn't say.</summary>
    public required int DefaultPageSize { get; init; }

    /// <summary>Items of a page.</summary>
    public required int PageSize { get; init; }

    /// <summary>Commands that may wait.</summary>
    public required int PendingCommands { get; init; }

    /// <summary>Open jobs of one buyer; null is no limit.</summary>
    public int? OpenJobsPerBuyer { get; init; }

    /// <summary>Idempotency keys that are kept.</summary>
    public required int IdempotencyKeys { get; init; }

    /// <summary>Idempotency keys that are kept of one caller.</summary>
    public required int IdempotencyKeysPerWallet { get; init; }

    /// <summary>How long an idempotency key is kept, in milliseconds.</summary>
    public required long IdempotencyWindowMs { get; init; }

    /// <summary>Pieces of evidence of one party in a dispute.</summary>
    public required int EvidencePerParty { get; init; }
}
