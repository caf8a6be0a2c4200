namespace PhantomParadox.Protocol.Rest;

/// <summary>A job. Times are epoch milliseconds.</summary>
public sealed record WireJob
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary><c>relay</c>, <c>compute</c>, <c>verify</c> or <c>storage</c>.</summary>
    public required string Type { get; init; }

    /// <summary><c>pending</c>, <c>assigned</c>, <c>in_progress</c>, <c>completed</c>, <c>failed</c>, <c>disputed</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Where its money is: <c>none</c>, <c>escrowed</c>, <c>frozen</c>, <c>released</c>, <c>refunded</c> or <c>split</c>.</summary>
    public required string Settlement { get; init; }

    /// <summary>The buyer's wallet.</summary>
    public required string BrainsAddress { get; init; }

    /// <summary>The wallet of its present or last agent; null before the first.</summary>
    public string? MuscleAddress { get; init; }

    /// <summary>Its present or last agent; null before the first.</summary>
    public Guid? MuscleAgentId { get; init; }

    /// <summary>What is to be done.</summary>
    public required string Description { get; init; }

    /// <summary>What it asks of its agent.</summary>
    public required WireRequirements Requirements { get; init; }

    /// <summary>What it pays.</summary>
    public required WirePayment Payment { get; init; }

    /// <summary>When it was posted.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>When its present or last lease began.</summary>
    public long? AssignedAt { get; init; }

    /// <summary>When work on its present or last lease began.</summary>
    public long? StartedAt { get; init; }

    /// <summary>When it was completed, failed or was cancelled.</summary>
    public long? CompletedAt { get; init; }

    /// <summary>When it must be done; null is no deadline.</summary>
    public long? Deadline { get; init; }

    /// <summary>Share of the work done, 0 to 100 percent.</summary>
    public required int Progress { get; init; }

    /// <summary>What its agent has reported of the work.</summary>
    public required WireMetrics Metrics { get; init; }

    /// <summary>The last result; null before the first.</summary>
    public WireResult? Result { get; init; }

    /// <summary>Whether success pays at once.</summary>
    public required bool AutoApprove { get; init; }

    /// <summary>When silence of the buyer becomes approval; null unless it waits for approval.</summary>
    public long? ApprovalDeadline { get; init; }

    /// <summary>Number of its present or last lease; 0 before the first.</summary>
    public required int Attempt { get; init; }

    /// <summary>How many agents may fail before the job does, 1 to 10.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>When its lease ends unless its agent speaks; null where nobody holds it, or its agent is not connected here.</summary>
    public long? LeaseExpiresAt { get; init; }

    /// <summary>When the buyer asked to cancel running work; null unless that is under way.</summary>
    public long? CancelRequestedAt { get; init; }

    /// <summary>Its dispute; null where none was opened.</summary>
    public Guid? DisputeId { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public WireFailure? Failure { get; init; }

    /// <summary>The buyer's own labels; null where there are none.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}
