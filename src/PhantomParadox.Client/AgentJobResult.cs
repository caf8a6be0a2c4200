using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Client;

/// <summary>How a handler's work on a job ended.</summary>
public sealed record AgentJobResult
{
    /// <summary>Whether the work was done. Default true.</summary>
    public bool Success { get; init; } = true;

    /// <summary>The result, at most 4 KiB of UTF-8. Null where there is none.</summary>
    public string? Output { get; init; }

    /// <summary>A hash that proves the work: 1 to 128 visible ASCII characters. Null where there is none.</summary>
    public string? ProofHash { get; init; }

    /// <summary>Figures of the work. Null where there are none.</summary>
    public WireMetrics? Metrics { get; init; }

    /// <summary>The work is done.</summary>
    /// <param name="output">The result, at most 4 KiB of UTF-8.</param>
    /// <param name="proofHash">A hash that proves the work: 1 to 128 visible ASCII characters.</param>
    public static AgentJobResult Done(string? output = null, string? proofHash = null) => new() { Output = output, ProofHash = proofHash };

    /// <summary>The work can't be done: the attempt ends, and nothing is paid.</summary>
    /// <param name="why">Why, at most 4 KiB of UTF-8. The buyer reads it.</param>
    public static AgentJobResult Failed(string why) => new() { Success = false, Output = why };
}
