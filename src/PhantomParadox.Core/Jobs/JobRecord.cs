namespace PhantomParadox;

/// <summary>A job, copied out at one position of the journal.</summary>
public sealed record JobRecord
{
    // Every assignment carries one of these: a moment takes 8 bytes here, where a nullable DateTimeOffset takes 24.
    private readonly Moment _assignedAt;
    private readonly Moment _startedAt;
    private readonly Moment _completedAt;
    private readonly Moment _approvalDeadline;
    private readonly Moment _cancelRequestedAt;

    /// <summary>Its identity.</summary>
    public required JobId Id { get; init; }

    /// <summary>What its buyer posted.</summary>
    public required JobSpec Spec { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>Where its money is.</summary>
    public required Settlement Settlement { get; init; }

    /// <summary>What has been released to the agent, in the currency's smallest unit; at most the amount.</summary>
    public ulong Paid { get; init; }

    /// <summary>Number of its present or last lease; 0 before the first. It grows with each assignment.</summary>
    public int Attempt { get; init; }

    /// <summary>The agent on the job, or the last one that was.</summary>
    public AgentId? Agent { get; init; }

    /// <summary>The wallet of <see cref="Agent"/>.</summary>
    public string? AgentWallet { get; init; }

    /// <summary>Share of the work done, 0 to 100 percent.</summary>
    public int Progress { get; init; }

    /// <summary>What the agent has reported of its work.</summary>
    public JobMetrics Metrics { get; init; }

    /// <summary>The last result an agent sent; null before the first.</summary>
    public JobResult? Result { get; init; }

    /// <summary>Why it failed; <see cref="JobFailure.None"/> unless it did.</summary>
    public JobFailure Failure { get; init; }

    /// <summary>When it was posted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its present or last lease began.</summary>
    public DateTimeOffset? AssignedAt
    {
        get => _assignedAt.Value;
        init => _assignedAt = new(value);
    }

    /// <summary>When work on its present or last lease began.</summary>
    public DateTimeOffset? StartedAt
    {
        get => _startedAt.Value;
        init => _startedAt = new(value);
    }

    /// <summary>When it was completed, failed or was cancelled.</summary>
    public DateTimeOffset? CompletedAt
    {
        get => _completedAt.Value;
        init => _completedAt = new(value);
    }

    /// <summary>When silence of the buyer becomes approval; null unless it waits for approval.</summary>
    public DateTimeOffset? ApprovalDeadline
    {
        get => _approvalDeadline.Value;
        init => _approvalDeadline = new(value);
    }

    /// <summary>When the buyer asked to cancel running work; null unless that is under way.</summary>
    public DateTimeOffset? CancelRequestedAt
    {
        get => _cancelRequestedAt.Value;
        init => _cancelRequestedAt = new(value);
    }

    /// <summary>The order for its deposit; null where its payment came on the ledger's word.</summary>
    public DepositOrder? Deposit { get; init; }

    /// <summary>Its dispute, if one was opened.</summary>
    public DisputeId? Dispute { get; init; }

    /// <summary>Its place among all jobs ever posted, from 1; the order of lists.</summary>
    public required long Ordinal { get; init; }

    private readonly record struct Moment
    {
        private readonly long _utcTicks;

        public Moment(DateTimeOffset? value) => _utcTicks = value is { } moment ? moment.UtcTicks : 0;

        public DateTimeOffset? Value => _utcTicks == 0 ? null : new DateTimeOffset(_utcTicks, TimeSpan.Zero);
    }
}
