namespace PhantomParadox;

/// <summary>
/// What a <see cref="JobRecord"/> says of a job beyond its assignment. Most jobs that are told of for the first time have none of it, and
/// their records then take half the memory.
/// </summary>
internal sealed record JobSequel
{
    /// <summary>That of a job of which nothing more is known.</summary>
    public static readonly JobSequel None = new();

    private readonly UtcMoment _startedAt;
    private readonly UtcMoment _completedAt;
    private readonly UtcMoment _approvalDeadline;
    private readonly UtcMoment _cancelRequestedAt;

    public JobMetrics Metrics { get; init; }

    public JobResult? Result { get; init; }

    public DateTimeOffset? StartedAt
    {
        get => _startedAt.Value;
        init => _startedAt = new(value);
    }

    public DateTimeOffset? CompletedAt
    {
        get => _completedAt.Value;
        init => _completedAt = new(value);
    }

    public DateTimeOffset? ApprovalDeadline
    {
        get => _approvalDeadline.Value;
        init => _approvalDeadline = new(value);
    }

    public DateTimeOffset? CancelRequestedAt
    {
        get => _cancelRequestedAt.Value;
        init => _cancelRequestedAt = new(value);
    }

    public DepositOrder? Deposit { get; init; }

    public DisputeId? Dispute { get; init; }

    /// <summary>The same; null where it says nothing, so that two records of one job are equal whatever they were made from.</summary>
    public JobSequel? OrNone() => this == None ? null : this;
}
