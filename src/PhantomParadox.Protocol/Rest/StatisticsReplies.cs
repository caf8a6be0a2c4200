namespace PhantomParadox.Protocol.Rest;

/// <summary>All figures: <c>GET /api/stats</c>.</summary>
/// <param name="Agents">Of agents.</param>
/// <param name="Jobs">Of jobs.</param>
/// <param name="Disputes">Of disputes.</param>
/// <param name="System">Of the server.</param>
public sealed record StatisticsReply(
    WireAgentStatistics Agents, WireJobStatistics Jobs, WireDisputeStatistics Disputes, WireSystemStatistics System);

/// <summary>Figures of agents: <c>GET /api/stats/agents</c>.</summary>
public sealed record WireAgentStatistics
{
    /// <summary>Agents known.</summary>
    public required long Total { get; init; }

    /// <summary>With a live session.</summary>
    public required long Online { get; init; }

    /// <summary>With a live session and all slots taken.</summary>
    public required long Busy { get; init; }

    /// <summary>With a live session and a free slot.</summary>
    public required long Available { get; init; }

    /// <summary>Known agents by platform: the 100 most frequent.</summary>
    public required IReadOnlyDictionary<string, long> ByPlatform { get; init; }

    /// <summary>Known agents by capability: the 100 most frequent.</summary>
    public required IReadOnlyDictionary<string, long> ByCapability { get; init; }

    /// <summary>Bytes relayed, as reported by the agents known.</summary>
    public required long TotalBytesRelayed { get; init; }

    /// <summary>Mean reputation of the agents known; 0 where there are none.</summary>
    public required double AverageReputation { get; init; }
}

/// <summary>Figures of jobs over the whole life of the market: <c>GET /api/stats/jobs</c>.</summary>
public sealed record WireJobStatistics
{
    /// <summary>Ever posted.</summary>
    public required long Total { get; init; }

    /// <summary>Waiting for an agent.</summary>
    public required long Pending { get; init; }

    /// <summary>Leased, not yet begun.</summary>
    public required long Assigned { get; init; }

    /// <summary>Being worked on.</summary>
    public required long InProgress { get; init; }

    /// <summary>Done.</summary>
    public required long Completed { get; init; }

    /// <summary>Ended without success.</summary>
    public required long Failed { get; init; }

    /// <summary>Before a jury.</summary>
    public required long Disputed { get; init; }

    /// <summary>Withdrawn.</summary>
    public required long Cancelled { get; init; }

    /// <summary>Ever posted, by type.</summary>
    public required IReadOnlyDictionary<string, long> ByType { get; init; }

    /// <summary>Ever released to agents in SOL, in lamports.</summary>
    public required long TotalPayments { get; init; }

    /// <summary>Mean time from assignment to success, in milliseconds; 0 where there was none.</summary>
    public required long AverageCompletionTime { get; init; }
}

/// <summary>Figures of disputes over the whole life of the market: <c>GET /api/stats/disputes</c>.</summary>
public sealed record WireDisputeStatistics
{
    /// <summary>Ever opened.</summary>
    public required long Total { get; init; }

    /// <summary>Without a jury as yet.</summary>
    public required long Open { get; init; }

    /// <summary>With jurors invited.</summary>
    public required long JurySelection { get; init; }

    /// <summary>With jurors voting.</summary>
    public required long Voting { get; init; }

    /// <summary>Decided by a verdict.</summary>
    public required long Resolved { get; init; }

    /// <summary>Ever opened, by category.</summary>
    public required IReadOnlyDictionary<string, long> ByCategory { get; init; }

    /// <summary>Decided, by verdict.</summary>
    public required IReadOnlyDictionary<string, long> ByVerdict { get; init; }

    /// <summary>Mean time from opening to verdict, in milliseconds; 0 where there was none.</summary>
    public required long AverageResolutionTime { get; init; }
}

/// <summary>Figures of the server's process.</summary>
/// <param name="Uptime">Seconds since it started.</param>
/// <param name="Memory">What it uses.</param>
/// <param name="Version">Its version.</param>
public sealed record WireSystemStatistics(double Uptime, WireMemory Memory, string Version);

/// <summary>Memory of a process, in bytes.</summary>
/// <param name="Rss">Resident in all.</param>
/// <param name="HeapTotal">Committed by the collector.</param>
/// <param name="HeapUsed">In use on the collector's heap.</param>
public sealed record WireMemory(long Rss, long HeapTotal, long HeapUsed);

/// <summary>The figures that move: <c>GET /api/stats/live</c>.</summary>
/// <param name="Timestamp">When they were read, in epoch milliseconds.</param>
/// <param name="Agents">Of agents.</param>
/// <param name="Jobs">Of jobs.</param>
/// <param name="Throughput">Of work and money.</param>
public sealed record LiveStatisticsReply(long Timestamp, LiveAgentFigures Agents, LiveJobFigures Jobs, LiveThroughput Throughput);

/// <summary>Live figures of agents.</summary>
/// <param name="Online">With a live session.</param>
/// <param name="Busy">Of these, with all slots taken.</param>
/// <param name="Available">Of these, with a free slot.</param>
public sealed record LiveAgentFigures(long Online, long Busy, long Available);

/// <summary>Live figures of jobs.</summary>
/// <param name="Pending">Waiting for an agent.</param>
/// <param name="Active">Held by one.</param>
/// <param name="Completed">Done.</param>
public sealed record LiveJobFigures(long Pending, long Active, long Completed);

/// <summary>Live figures of work and money.</summary>
/// <param name="TotalBytes">Bytes relayed, as reported by the agents known.</param>
/// <param name="TotalPayments">Ever released to agents in SOL, in lamports.</param>
public sealed record LiveThroughput(long TotalBytes, long TotalPayments);
