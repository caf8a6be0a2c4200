namespace PhantomParadox;

/// <summary>The market's figures, kept as it goes.</summary>
public sealed record MarketStatistics
{
    /// <summary>Of agents.</summary>
    public required AgentStatistics Agents { get; init; }

    /// <summary>Of jobs, over the whole life of the market.</summary>
    public required JobStatistics Jobs { get; init; }

    /// <summary>Of disputes, over the whole life of the market.</summary>
    public required DisputeStatistics Disputes { get; init; }
}

/// <summary>Figures of agents.</summary>
public sealed record AgentStatistics
{
    /// <summary>Agents known.</summary>
    public required long Total { get; init; }

    /// <summary>With a live session.</summary>
    public required long Online { get; init; }

    /// <summary>With a live session and all slots taken.</summary>
    public required long Busy { get; init; }

    /// <summary>Known agents by platform: the 1,000 most frequent.</summary>
    public required IReadOnlyDictionary<string, long> ByPlatform { get; init; }

    /// <summary>Known agents by capability: the 1,000 most frequent.</summary>
    public required IReadOnlyDictionary<string, long> ByCapability { get; init; }

    /// <summary>Bytes relayed, as reported by the agents known.</summary>
    public required Int128 TotalBytesRelayed { get; init; }

    /// <summary>Sum of the reputations shown of all agents known.</summary>
    public required long ReputationSum { get; init; }
}

/// <summary>Figures of jobs.</summary>
public sealed record JobStatistics
{
    /// <summary>Ever posted.</summary>
    public required long Total { get; init; }

    /// <summary>By state; ended ones count for ever.</summary>
    public required IReadOnlyDictionary<JobStatus, long> ByStatus { get; init; }

    /// <summary>Ever posted, by type.</summary>
    public required IReadOnlyDictionary<JobType, long> ByType { get; init; }

    /// <summary>Ever released to agents, by currency, in its smallest unit.</summary>
    public required IReadOnlyDictionary<Currency, Int128> Paid { get; init; }

    /// <summary>How many jobs went from assignment to success.</summary>
    public required long CompletionCount { get; init; }

    /// <summary>What they took in all, in milliseconds.</summary>
    public required Int128 CompletionMilliseconds { get; init; }
}

/// <summary>Figures of disputes.</summary>
public sealed record DisputeStatistics
{
    /// <summary>Ever opened.</summary>
    public required long Total { get; init; }

    /// <summary>By state.</summary>
    public required IReadOnlyDictionary<DisputeStatus, long> ByStatus { get; init; }

    /// <summary>Ever opened, by category.</summary>
    public required IReadOnlyDictionary<DisputeCategory, long> ByCategory { get; init; }

    /// <summary>Those that ended, by ruling.</summary>
    public required IReadOnlyDictionary<JuryChoice, long> ByVerdict { get; init; }

    /// <summary>How many have ended.</summary>
    public required long EndedCount { get; init; }

    /// <summary>What those took in all, in milliseconds.</summary>
    public required Int128 EndedMilliseconds { get; init; }
}
