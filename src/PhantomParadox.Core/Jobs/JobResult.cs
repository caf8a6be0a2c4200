namespace PhantomParadox;

/// <summary>How an agent's attempt at a job ended.</summary>
public sealed record JobResult
{
    /// <summary>Whether the work was done. Default true.</summary>
    public bool Success { get; init; } = true;

    /// <summary>The result, at most 4 KiB of UTF-8. Null where there is none.</summary>
    public string? Output { get; init; }

    /// <summary>A hash that proves the work: 1 to 128 visible ASCII characters. Null where there is none.</summary>
    public string? ProofHash { get; init; }

    /// <summary>Metrics to merge into those reported before.</summary>
    public JobMetrics Metrics { get; init; }

    /// <summary>The lease that it ends; null for whichever the agent holds.</summary>
    public int? Attempt { get; init; }
}
