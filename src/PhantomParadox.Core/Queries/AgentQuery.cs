namespace PhantomParadox;

/// <summary>Which agents to list.</summary>
public sealed record AgentQuery
{
    /// <summary>Only those with a live session.</summary>
    public bool OnlineOnly { get; init; }

    /// <summary>Only those with a live session and a free slot.</summary>
    public bool AvailableOnly { get; init; }

    /// <summary>Only those that have this capability.</summary>
    public string? Capability { get; init; }

    /// <summary>Most items of a page, 1 to 100. Default 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>The cursor of the page before; null for the first.</summary>
    public string? Cursor { get; init; }
}
