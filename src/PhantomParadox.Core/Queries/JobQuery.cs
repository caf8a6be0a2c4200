namespace PhantomParadox;

/// <summary>Which jobs to list. All filters are combined.</summary>
public sealed record JobQuery
{
    /// <summary>Only this buyer's.</summary>
    public string? Buyer { get; init; }

    /// <summary>Only those whose present or last agent has this wallet.</summary>
    public string? AgentWallet { get; init; }

    /// <summary>Only those in this state.</summary>
    public JobStatus? Status { get; init; }

    /// <summary>Only those that have not ended: pending, assigned or in progress.</summary>
    public bool OpenOnly { get; init; }

    /// <summary>Only those of this type.</summary>
    public JobType? Type { get; init; }

    /// <summary>Only those created at this time or later; to the millisecond, as jobs are. Null for no bound.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Only those created before this time, which is after <see cref="CreatedFrom"/>. Null for no bound.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Most items of a page, 1 to 100. Default 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>The cursor of the page before; null for the first.</summary>
    public string? Cursor { get; init; }
}
