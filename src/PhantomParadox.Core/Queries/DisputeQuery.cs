namespace PhantomParadox;

/// <summary>Which disputes to list. All filters are combined.</summary>
public sealed record DisputeQuery
{
    /// <summary>Only those in this state.</summary>
    public DisputeStatus? Status { get; init; }

    /// <summary>Only those that are not resolved.</summary>
    public bool UnresolvedOnly { get; init; }

    /// <summary>Only those in which this wallet is a party.</summary>
    public string? PartyWallet { get; init; }

    /// <summary>Only those opened at this time or later; to the millisecond, as disputes are. Null for no bound.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Only those opened before this time, which is after <see cref="CreatedFrom"/>. Null for no bound.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Most items of a page, 1 to 100. Default 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>The cursor of the page before; null for the first.</summary>
    public string? Cursor { get; init; }
}
