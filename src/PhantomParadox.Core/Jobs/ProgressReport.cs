namespace PhantomParadox;

/// <summary>An agent's report on a job that it holds.</summary>
public readonly record struct ProgressReport
{
    /// <summary>Share of the work done, 0 to 100 percent. A value below the last one is accepted and ignored.</summary>
    public required int Progress { get; init; }

    /// <summary>Metrics to merge into those reported before.</summary>
    public JobMetrics Metrics { get; init; }

    /// <summary>The lease that it reports for; null for whichever the agent holds.</summary>
    public int? Attempt { get; init; }
}
