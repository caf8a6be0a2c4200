using System.Text.Json.Serialization;

namespace PhantomParadox.Protocol.Rest;

/// <summary>One job: <c>POST /api/jobs</c> (201) and <c>GET /api/jobs/:id</c>.</summary>
/// <param name="Job">The job.</param>
public sealed record JobReply(WireJob Job);

/// <summary>A page of jobs: <c>GET /api/jobs</c>.</summary>
public sealed record JobListReply
{
    /// <summary>The jobs, newest first.</summary>
    public required IReadOnlyList<JobListItem> Jobs { get; init; }

    /// <summary>How many this page has.</summary>
    public required int Count { get; init; }

    /// <summary>Where the next page begins; null at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>A job in a list. Its members are those of <see cref="WireJob"/>.</summary>
public sealed record JobListItem
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The kind of work.</summary>
    public required string Type { get; init; }

    /// <summary>Where it stands.</summary>
    public required string Status { get; init; }

    /// <summary>What is to be done.</summary>
    public required string Description { get; init; }

    /// <summary>Share of the work done, 0 to 100 percent.</summary>
    public required int Progress { get; init; }

    /// <summary>What it pays.</summary>
    public required WirePayment Payment { get; init; }

    /// <summary>When it must be done, in epoch milliseconds; null is no deadline.</summary>
    public long? Deadline { get; init; }

    /// <summary>When it was posted, in epoch milliseconds.</summary>
    public required long CreatedAt { get; init; }
}

/// <summary>A page of pending jobs: <c>GET /api/jobs/available</c>.</summary>
public sealed record AvailableJobsReply
{
    /// <summary>The jobs, newest first.</summary>
    public required IReadOnlyList<AvailableJob> Jobs { get; init; }

    /// <summary>How many this page has.</summary>
    public required int Count { get; init; }

    /// <summary>Where the next page begins; null at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>A job that waits for an agent.</summary>
public sealed record AvailableJob
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The kind of work.</summary>
    public required string Type { get; init; }

    /// <summary>What is to be done.</summary>
    public required string Description { get; init; }

    /// <summary>What it pays.</summary>
    public required AvailableJobPayment Payment { get; init; }

    /// <summary>When it must be done, in epoch milliseconds; null is no deadline.</summary>
    public long? Deadline { get; init; }

    /// <summary>When it was posted, in epoch milliseconds.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>What it asks of its agent.</summary>
    public required WireRequirements Requirements { get; init; }
}

/// <summary>What a waiting job pays.</summary>
/// <param name="Amount">The payment in the currency's smallest unit.</param>
/// <param name="Currency"><c>SOL</c> or <c>USDC</c>.</param>
/// <param name="AmountSol"><paramref name="Amount"/> divided by 10⁹, whatever the currency.</param>
public sealed record AvailableJobPayment(long Amount, string Currency, [property: JsonPropertyName("amountSOL")] decimal AmountSol);

/// <summary>A job was claimed: <c>POST /api/jobs/:id/claim</c>.</summary>
/// <param name="Success">True.</param>
/// <param name="Job">The job.</param>
/// <param name="Message">What happened, in words.</param>
public sealed record ClaimJobReply(bool Success, WireJob Job, string Message);

/// <summary>An attempt has ended: <c>POST /api/jobs/:id/complete</c>.</summary>
/// <param name="Success">True: the report was taken, whatever it said.</param>
/// <param name="Job">The job.</param>
/// <param name="Payment">What has been paid; null where nothing was.</param>
/// <param name="Message">What happened, in words.</param>
public sealed record CompleteJobReply(
    bool Success,
    WireJob Job,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] WirePayout? Payment,
    string Message);

/// <summary>Money that was released to an agent.</summary>
public sealed record WirePayout
{
    /// <summary>What was released, in the currency's smallest unit.</summary>
    public required long AmountLamports { get; init; }

    /// <summary><see cref="AmountLamports"/> divided by 10⁹, whatever the currency.</summary>
    [JsonPropertyName("amountSOL")]
    public required decimal AmountSol { get; init; }

    /// <summary>The transaction that carried it; null where the ledger alone settles.</summary>
    public string? Signature { get; init; }

    /// <summary>Where the transaction can be looked up; null where the ledger alone settles.</summary>
    public string? Explorer { get; init; }
}

/// <summary>Done.</summary>
/// <param name="Success">True.</param>
public sealed record SuccessReply(bool Success);

/// <summary>A job was cancelled (200), or its agent is asked to stop (202): <c>POST /api/jobs/:id/cancel</c>.</summary>
/// <param name="Success">True.</param>
/// <param name="Status">Where the job stands.</param>
public sealed record CancelJobReply(bool Success, string Status);

/// <summary>A job was rejected: <c>POST /api/jobs/:id/reject</c>.</summary>
/// <param name="Success">True.</param>
/// <param name="Message">What happened, in words.</param>
/// <param name="DisputeId">The dispute that was opened.</param>
/// <param name="Dispute">The same in full.</param>
public sealed record RejectJobReply(bool Success, string Message, Guid DisputeId, WireDispute Dispute);
