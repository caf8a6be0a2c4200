using System.Text.Json;

namespace PhantomParadox.Protocol.Rest;

/// <summary>Posts a job: <c>POST /api/jobs</c>. Members are nullable so that all that is missing can be named at once.</summary>
/// <remarks>Members of requests can be set later too: the serializer sets such as they come, and gathers others for a constructor first.</remarks>
public sealed record CreateJobRequest
{
    /// <summary>Required: <c>relay</c>, <c>compute</c>, <c>verify</c> or <c>storage</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Required: the buyer's wallet, 1 to 64 visible ASCII characters.</summary>
    public string? BrainsAddress { get; set; }

    /// <summary>Required: what is to be done, 1 to 16,384 bytes of UTF-8, not blank.</summary>
    public string? Description { get; set; }

    /// <summary>Required: what it pays.</summary>
    public CreateJobPayment? Payment { get; set; }

    /// <summary>What it asks of its agent. Default nothing.</summary>
    public WireRequirements? Requirements { get; set; }

    /// <summary>When it must be done, in epoch milliseconds: after now, at most 30 days ahead. Default no deadline.</summary>
    public long? Deadline { get; set; }

    /// <summary>Whether success pays at once. Default true.</summary>
    public bool? AutoApprove { get; set; }

    /// <summary>How many agents may fail before the job does, 1 to 10. Default 1.</summary>
    public int? MaxAttempts { get; set; }

    /// <summary>The buyer's own labels: at most 8 of 1 to 64 characters.</summary>
    public IReadOnlyList<string>? Tags { get; set; }

    /// <summary>32 bytes of the buyer's choice for a later jury draw, as 64 hexadecimal digits.</summary>
    public string? Nonce { get; set; }

    /// <summary>Reserved: refused as <c>not_supported</c>.</summary>
    public JsonElement? RunAt { get; set; }

    /// <summary>Reserved: refused as <c>not_supported</c>.</summary>
    public JsonElement? DependsOn { get; set; }

    /// <summary>Reserved: refused as <c>not_supported</c>.</summary>
    public JsonElement? Priority { get; set; }
}

/// <summary>What a new job pays.</summary>
public sealed record CreateJobPayment
{
    /// <summary>Required: the payment in the currency's smallest unit, a whole number from 0 to 10¹⁵.</summary>
    public long? Amount { get; set; }

    /// <summary>Required: <c>SOL</c> or <c>USDC</c>.</summary>
    public string? Currency { get; set; }

    /// <summary>A hint to a transaction that funded it, at most 128 characters.</summary>
    public string? EscrowTxId { get; set; }

    /// <summary>
    /// What the deposit will carry that pays for the job: base58 of 32 bytes, new for each job. Required where the market asks for deposits, and
    /// refused elsewhere.
    /// </summary>
    public string? Reference { get; set; }
}

/// <summary>Takes a pending job: <c>POST /api/jobs/:id/claim</c>.</summary>
public sealed record ClaimJobRequest
{
    /// <summary>Required: the agent's wallet.</summary>
    public string? WalletAddress { get; set; }

    /// <summary>32 bytes of the agent's choice for a later jury draw, as 64 hexadecimal digits.</summary>
    public string? Nonce { get; set; }
}

/// <summary>Ends an attempt with a result: <c>POST /api/jobs/:id/complete</c>.</summary>
public sealed record CompleteJobRequest
{
    /// <summary>Required: the agent's wallet.</summary>
    public string? WalletAddress { get; set; }

    /// <summary>Whether the work was done. Default true.</summary>
    public bool? Success { get; set; }

    /// <summary>The result, at most 4 KiB of UTF-8.</summary>
    public string? Output { get; set; }

    /// <summary>A hash that proves the work, 1 to 128 visible ASCII characters.</summary>
    public string? ProofHash { get; set; }

    /// <summary>Metrics to merge into those reported before.</summary>
    public WireMetrics? Metrics { get; set; }

    /// <summary>The lease that it ends. Default whichever the agent holds.</summary>
    public int? Attempt { get; set; }
}

/// <summary>Approves a completed job: <c>POST /api/jobs/:id/approve</c>.</summary>
public sealed record ApproveJobRequest
{
    /// <summary>Required: the buyer's wallet.</summary>
    public string? BrainsAddress { get; set; }
}

/// <summary>Rejects a completed job, which opens a dispute: <c>POST /api/jobs/:id/reject</c>.</summary>
public sealed record RejectJobRequest
{
    /// <summary>Required: the buyer's wallet.</summary>
    public string? BrainsAddress { get; set; }

    /// <summary>Required: why, 1 to 2,000 characters, not blank.</summary>
    public string? Reason { get; set; }

    /// <summary>What it is about, as in <see cref="OpenDisputeRequest.Category"/>. Default <c>other</c>.</summary>
    public string? Category { get; set; }
}

/// <summary>Cancels a job: <c>POST /api/jobs/:id/cancel</c>.</summary>
public sealed record CancelJobRequest
{
    /// <summary>Required: the buyer's wallet.</summary>
    public string? BrainsAddress { get; set; }

    /// <summary>Whether a job that an agent holds may be cancelled too. Default false.</summary>
    public bool? Running { get; set; }
}
