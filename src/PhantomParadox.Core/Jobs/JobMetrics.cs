namespace PhantomParadox;

/// <summary>What an agent reports of its work. A null member leaves what was reported before.</summary>
public readonly record struct JobMetrics
{
    /// <summary>Bytes processed, 0 to 2⁵³ − 1.</summary>
    public long? BytesProcessed { get; init; }

    /// <summary>Compute cycles spent, 0 to 2⁵³ − 1.</summary>
    public long? ComputeCycles { get; init; }

    /// <summary>Duration of the work in milliseconds, 0 to 2⁵³ − 1.</summary>
    public long? Duration { get; init; }
}
