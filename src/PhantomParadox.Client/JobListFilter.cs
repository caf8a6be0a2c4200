namespace PhantomParadox.Client;

/// <summary>Which jobs to list. All members given are combined; without any of the first six only jobs that have not ended are listed.</summary>
public sealed record JobListFilter
{
    /// <summary>Only this buyer's.</summary>
    public string? Buyer { get; init; }

    /// <summary>Only those whose present or last agent has this wallet.</summary>
    public string? Agent { get; init; }

    /// <summary>Only those in this state, for example <c>completed</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Only those of this type, for example <c>relay</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Only those created at this time or later; to the millisecond, as jobs are.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Only those created before this time, which is after <see cref="CreatedFrom"/>.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Most items of a page, 1 to 100. Null takes the market's default of 50.</summary>
    public int? Limit { get; init; }

    internal string ToQuery(string? cursor) => ListPath.Of(
        "api/jobs", Limit, cursor, ("brains", Buyer), ("muscle", Agent), ("status", Status), ("type", Type),
        ("createdFrom", ListPath.Time(CreatedFrom)), ("createdBefore", ListPath.Time(CreatedBefore)));
}
