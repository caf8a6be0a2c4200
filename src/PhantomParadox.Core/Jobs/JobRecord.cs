namespace PhantomParadox;

/// <summary>A job, copied out at one position of the journal.</summary>
public sealed record JobRecord
{
    // Every assignment carries one of these, so it is kept small: moments take 8 bytes, and what is beyond an assignment stands apart.
    private readonly UtcMoment _createdAt;
    private readonly UtcMoment _assignedAt;
    private readonly AgentId _agent;
    private readonly JobSequel? _sequel;
    private readonly bool _hasAgent;

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
    public AgentId? Agent
    {
        get => _hasAgent ? _agent : null;
        init => (_agent, _hasAgent) = (value.GetValueOrDefault(), value.HasValue);
    }

    /// <summary>The wallet of <see cref="Agent"/>.</summary>
    public string? AgentWallet { get; init; }

    /// <summary>Share of the work done, 0 to 100 percent.</summary>
    public int Progress { get; init; }

    /// <summary>What the agent has reported of its work.</summary>
    public JobMetrics Metrics
    {
        get => Sequel.Metrics;
        init => Sequel = Sequel with { Metrics = value };
    }

    /// <summary>The last result an agent sent; null before the first.</summary>
    public JobResult? Result
    {
        get => Sequel.Result;
        init => Sequel = Sequel with { Result = value };
    }

    /// <summary>Why it failed; <see cref="JobFailure.None"/> unless it did.</summary>
    public JobFailure Failure { get; init; }

    /// <summary>When it was posted.</summary>
    public required DateTimeOffset CreatedAt
    {
        get => _createdAt.Value.GetValueOrDefault();
        init => _createdAt = new(value);
    }

    /// <summary>When its present or last lease began.</summary>
    public DateTimeOffset? AssignedAt
    {
        get => _assignedAt.Value;
        init => _assignedAt = new(value);
    }

    /// <summary>When work on its present or last lease began.</summary>
    public DateTimeOffset? StartedAt
    {
        get => Sequel.StartedAt;
        init => Sequel = Sequel with { StartedAt = value };
    }

    /// <summary>When it was completed, failed or was cancelled.</summary>
    public DateTimeOffset? CompletedAt
    {
        get => Sequel.CompletedAt;
        init => Sequel = Sequel with { CompletedAt = value };
    }

    /// <summary>When silence of the buyer becomes approval; null unless it waits for approval.</summary>
    public DateTimeOffset? ApprovalDeadline
    {
        get => Sequel.ApprovalDeadline;
        init => Sequel = Sequel with { ApprovalDeadline = value };
    }

    /// <summary>When the buyer asked to cancel running work; null unless that is under way.</summary>
    public DateTimeOffset? CancelRequestedAt
    {
        get => Sequel.CancelRequestedAt;
        init => Sequel = Sequel with { CancelRequestedAt = value };
    }

    /// <summary>The order for its deposit; null where its payment came on the ledger's word.</summary>
    public DepositOrder? Deposit
    {
        get => Sequel.Deposit;
        init => Sequel = Sequel with { Deposit = value };
    }

    /// <summary>Its dispute, if one was opened.</summary>
    public DisputeId? Dispute
    {
        get => Sequel.Dispute;
        init => Sequel = Sequel with { Dispute = value };
    }

    /// <summary>Its place among all jobs ever posted, from 1; the order of lists.</summary>
    public required long Ordinal { get; init; }

    /// <summary>What is known of it beyond its assignment.</summary>
    internal JobSequel Sequel
    {
        get => _sequel ?? JobSequel.None;
        init => _sequel = value.OrNone();
    }
}
