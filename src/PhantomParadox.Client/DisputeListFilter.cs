namespace PhantomParadox.Client;

/// <summary>Which disputes to list. All members given are combined; without any of the first two only disputes that are not ruled are listed.</summary>
public sealed record DisputeListFilter
{
    /// <summary>Only those in this state, for example <c>resolved</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Only those in which this wallet is the buyer or the agent.</summary>
    public string? Party { get; init; }

    /// <summary>Most items of a page, 1 to 100. Null takes the market's default of 50.</summary>
    public int? Limit { get; init; }

    internal string ToQuery(string? cursor) => ListPath.Of("api/disputes", Limit, cursor, ("status", Status), ("party", Party));
}
