namespace PhantomParadox;

/// <summary>All that is needed to check a dispute's draws, votes and division without trusting the market.</summary>
public sealed record DisputeProof
{
    /// <summary>The dispute.</summary>
    public required DisputeRecord Dispute { get; init; }

    /// <summary>Its rounds, in order.</summary>
    public required IReadOnlyList<RoundProof> Rounds { get; init; }

    /// <summary>What was divided at the end, in the smallest unit of the job's currency; 0 before the end.</summary>
    public required ulong Escrow { get; init; }

    /// <summary>The market's fee in basis points.</summary>
    public required int FeeBps { get; init; }

    /// <summary>Most that the jury's part could be.</summary>
    public required ulong RewardCap { get; init; }
}

/// <summary>What one round adds to a proof. What nobody may know before the verdict is left out until then.</summary>
public sealed record RoundProof
{
    /// <summary>Its number, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>Root of its pool; empty while a large pool is hashed.</summary>
    public required ReadOnlyMemory<byte> PoolRoot { get; init; }

    /// <summary>Candidates in its pool.</summary>
    public required int PoolCount { get; init; }

    /// <summary>Their weight in all.</summary>
    public required ulong PoolTotal { get; init; }

    /// <summary>The sources of its seed; the beacon's value is empty until the draw.</summary>
    public required IReadOnlyList<SeedSource> Sources { get; init; }

    /// <summary>The seed; empty until the draw.</summary>
    public ReadOnlyMemory<byte> Seed { get; init; }

    /// <summary>Seats that were wanted.</summary>
    public required int Wanted { get; init; }

    /// <summary>Equal votes that would have made a consensus of a full jury.</summary>
    public required int WantedConsensus { get; init; }

    /// <summary>Seats of the jury drawn.</summary>
    public int Seats { get; init; }

    /// <summary>Equal votes that make a consensus of it.</summary>
    public int Consensus { get; init; }

    /// <summary>Votes that make its verdict count.</summary>
    public int Quorum { get; init; }

    /// <summary>Every number drawn, with the candidate that it hit.</summary>
    public IReadOnlyList<HitProof> Hits { get; init; } = [];

    /// <summary>The agents called, in order.</summary>
    public IReadOnlyList<AgentId> Positions { get; init; } = [];

    /// <summary>Every seat that was offered, in order.</summary>
    public IReadOnlyList<JurorRecord> Offers { get; init; } = [];

    /// <summary>Its ruling; null for none, and before it.</summary>
    public JuryChoice? Verdict { get; init; }

    /// <summary>Whether that was a consensus.</summary>
    public bool IsConsensus { get; init; }

    /// <summary>The bond put up for it, in the smallest unit of the job's currency.</summary>
    public ulong Bond { get; init; }
}

/// <summary>A number drawn, and the proof of whom it hit.</summary>
/// <param name="Hit">The number.</param>
/// <param name="Agent">The candidate that was hit; null where the number was out of range.</param>
/// <param name="Operator">Its operator; empty for nobody.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="IsBootstrap">Whether configuration trusts it as a juror.</param>
/// <param name="Path">Its path to the top of the tree.</param>
public sealed record HitProof(
    JuryHit Hit, AgentId? Agent, string Operator, ulong Weight, bool IsBootstrap, IReadOnlyList<JuryPathStep> Path);
