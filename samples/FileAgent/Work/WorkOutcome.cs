namespace PhantomParadox.Samples.Work;

/// <summary>What a piece of work came to.</summary>
/// <param name="Success">Whether it was done. A check that finds a mismatch was done, and says so in its output.</param>
/// <param name="Output">The result as JSON, or one sentence on why it was not done.</param>
/// <param name="ProofHash">The hash that was computed, 64 lower-case hexadecimal characters; null where it was not done.</param>
/// <param name="BytesProcessed">Bytes that were hashed.</param>
public sealed record WorkOutcome(bool Success, string Output, string? ProofHash = null, long BytesProcessed = 0);
