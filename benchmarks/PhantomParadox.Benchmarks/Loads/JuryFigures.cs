namespace PhantomParadox.Benchmarks.Loads;

/// <summary>What one dispute cost.</summary>
internal sealed record JuryFigures
{
    /// <summary>The turn that opened it and froze its pool.</summary>
    public TimeSpan Freeze { get; set; }

    /// <summary>Sorting, hashing and encoding the pool.</summary>
    public TimeSpan Root { get; set; }

    /// <summary>The turn that took the root.</summary>
    public TimeSpan Commit { get; set; }

    /// <summary>The turn that drew the jury.</summary>
    public TimeSpan Draw { get; set; }

    /// <summary>Joining the hits with their paths, from a pool in memory.</summary>
    public TimeSpan Paths { get; set; }

    /// <summary>Checking seed, numbers, hits and paths.</summary>
    public TimeSpan Verification { get; set; }

    public int Hits { get; set; }

    public int ProofBytes { get; set; }

    public int PoolBytes { get; set; }
}
