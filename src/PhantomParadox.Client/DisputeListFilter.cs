namespace PhantomParadox.Client;

/// <summary>Which disputes to list. All members given are combined; without any of the first four only disputes that are not ruled are listed.</summary>
public sealed record DisputeListFilter
{
    /// <summary>Only those in this state, for example <c>resolved</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Only those in which this wallet is the buyer or the agent.</summary>
    public string? Party { get; init; }

    /// <summary>Only those opened at this time or later; to the millisecond, as disputes are.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Only those opened before this time, which is after <see cref="CreatedFrom"/>.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Most items of a page, 1 to 100. Null takes the market's default of 50.</summary>
    public int? Limit { get; init; }

    internal string ToQuery(string? cursor) => ListPath.Of(
        "api/disputes", Limit, cursor, ("status", Status), ("party", Party),
        ("createdFrom", ListPath.Time(CreatedFrom)), ("createdBefore", ListPath.Time(CreatedBefore)));
}
