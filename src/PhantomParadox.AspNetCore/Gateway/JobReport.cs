namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>What an agent says of a job.</summary>
internal readonly record struct JobReport
{
    /// <summary>The job as the agent named it.</summary>
    public required string JobText { get; init; }

    /// <summary>The job; the empty id, which names none, where the text was no id.</summary>
    public required JobId Job { get; init; }

    public int? Attempt { get; init; }

    public int Progress { get; init; }

    public bool Success { get; init; }

    public string? Output { get; init; }

    public string? ProofHash { get; init; }

    public byte[] Nonce { get; init; }

    public JobMetrics Metrics { get; init; }
}
