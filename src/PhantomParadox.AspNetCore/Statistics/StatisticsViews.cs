using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>Shows the market's figures as the wire does.</summary>
internal static class StatisticsViews
{
    public static WireAgentStatistics Agents(AgentStatistics agents) => new()
    {
        Total = agents.Total,
        Online = agents.Online,
        Busy = agents.Busy,
        Available = agents.Online - agents.Busy,
        ByPlatform = agents.ByPlatform,
        ByCapability = agents.ByCapability,
        TotalBytesRelayed = Saturate(agents.TotalBytesRelayed),
        AverageReputation = agents.Total == 0 ? 0 : Math.Round((double)agents.ReputationSum / agents.Total, 2),
    };

    public static WireJobStatistics Jobs(JobStatistics jobs) => new()
    {
        Total = jobs.Total,
        Pending = Of(jobs.ByStatus, JobStatus.Pending),
        Assigned = Of(jobs.ByStatus, JobStatus.Assigned),
        InProgress = Of(jobs.ByStatus, JobStatus.InProgress),
        Completed = Of(jobs.ByStatus, JobStatus.Completed),
        Failed = Of(jobs.ByStatus, JobStatus.Failed),
        Disputed = Of(jobs.ByStatus, JobStatus.Disputed),
        Cancelled = Of(jobs.ByStatus, JobStatus.Cancelled),
        ByType = Name(jobs.ByType, Words.JobType),
        TotalPayments = Paid(jobs),
        AverageCompletionTime = jobs.CompletionCount == 0 ? 0 : Saturate(jobs.CompletionMilliseconds / jobs.CompletionCount),
    };

    public static WireDisputeStatistics Disputes(DisputeStatistics disputes) => new()
    {
        Total = disputes.Total,
        Open = Of(disputes.ByStatus, DisputeStatus.Open),
        JurySelection = Of(disputes.ByStatus, DisputeStatus.JurySelection),
        Voting = Of(disputes.ByStatus, DisputeStatus.Voting),
        Resolved = Of(disputes.ByStatus, DisputeStatus.Resolved),
        ByCategory = Name(disputes.ByCategory, Words.DisputeCategory),
        ByVerdict = Name(disputes.ByVerdict, Words.JuryChoice),
        AverageResolutionTime = disputes.EndedCount == 0 ? 0 : Saturate(disputes.EndedMilliseconds / disputes.EndedCount),
    };

    public static LiveStatisticsReply Live(MarketStatistics market, DateTimeOffset now) => new(
        now.ToUnixTimeMilliseconds(),
        new LiveAgentFigures(market.Agents.Online, market.Agents.Busy, market.Agents.Online - market.Agents.Busy),
        new LiveJobFigures(
            Of(market.Jobs.ByStatus, JobStatus.Pending),
            Of(market.Jobs.ByStatus, JobStatus.Assigned) + Of(market.Jobs.ByStatus, JobStatus.InProgress),
            Of(market.Jobs.ByStatus, JobStatus.Completed)),
        new LiveThroughput(Saturate(market.Agents.TotalBytesRelayed), Paid(market.Jobs)));

    /// <summary>Jobs that have not ended.</summary>
    public static long Open(JobStatistics jobs) =>
        Of(jobs.ByStatus, JobStatus.Pending) + Of(jobs.ByStatus, JobStatus.Assigned) + Of(jobs.ByStatus, JobStatus.InProgress);

    /// <summary>Clients read whole numbers exactly up to 2⁵³ − 1; a sum beyond that stays there.</summary>
    internal static long Saturate(Int128 value) => value > Limits.SafeInteger ? Limits.SafeInteger : (long)value;

    private static long Paid(JobStatistics jobs) => Saturate(jobs.Paid.GetValueOrDefault(Currency.Sol));

    private static long Of<T>(IReadOnlyDictionary<T, long> counts, T key)
        where T : struct, Enum => counts.GetValueOrDefault(key);

    private static Dictionary<string, long> Name<T>(IReadOnlyDictionary<T, long> counts, WordList<T> words)
        where T : struct, Enum
    {
        var named = new Dictionary<string, long>(counts.Count, StringComparer.Ordinal);
        foreach (var (key, count) in counts)
            named[words[key]] = count;
        return named;
    }
}
