using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>What few jobs have, beside their rows. Links are slots plus one, and times milliseconds since 1970-01-01 UTC; 0 is none.</summary>
internal struct JobExtras
{
    public long Deadline;
    public long CancelRequestedAt;

    /// <summary>What the agent reported: each is one more than its value, and 0 where it wasn't reported.</summary>
    public long BytesProcessed;
    public long ComputeCycles;
    public long Duration;

    /// <summary>The agent that must not be given the job next.</summary>
    public int ExcludedAgent;
    public int Dispute;

    /// <summary>The order for its deposit.</summary>
    public int Order;
    public BlobRef AgentNonce;

    public readonly JobMetrics Metrics => new()
    {
        BytesProcessed = Reported(BytesProcessed),
        ComputeCycles = Reported(ComputeCycles),
        Duration = Reported(Duration),
    };

    /// <summary>Takes what is reported now; what isn't stays.</summary>
    public void Merge(in JobMetrics metrics)
    {
        BytesProcessed = metrics.BytesProcessed + 1 ?? BytesProcessed;
        ComputeCycles = metrics.ComputeCycles + 1 ?? ComputeCycles;
        Duration = metrics.Duration + 1 ?? Duration;
    }

    /// <summary>Forgets what was reported.</summary>
    public void ForgetMetrics() => BytesProcessed = ComputeCycles = Duration = 0;

    private static long? Reported(long value) => value == 0 ? null : value - 1;
}
