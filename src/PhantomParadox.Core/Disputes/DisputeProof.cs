using PhantomParadox.Memory;

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

    /// <summary>What it was opened under.</summary>
    public required ProofTerms Terms { get; init; }

    /// <summary>Appeals that were taken. One more than the rounds that appeals opened where the last one's jury could not be drawn yet, or at all.</summary>
    public required int Appeals { get; init; }
}

/// <summary>The numbers that hold for a dispute from its opening to its end.</summary>
/// <param name="JurySize">Seats of a full first jury.</param>
/// <param name="Consensus">Equal votes that make a consensus in it.</param>
/// <param name="OffersPerSeat">Agents that one seat is offered to at most, 1 to 3.</param>
/// <param name="MaxAppeals">Appeals at most, 0 to 3.</param>
/// <param name="FeeBps">The market's fee in basis points.</param>
/// <param name="RewardCap">Most that the jury's part could be, in the smallest unit of the job's currency.</param>
/// <param name="TimeoutPolicy">What rules where no jury can.</param>
public sealed record ProofTerms(
    int JurySize, int Consensus, int OffersPerSeat, int MaxAppeals, int FeeBps, ulong RewardCap, JuryChoice TimeoutPolicy);

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

    /// <summary>Who the parties were when the round opened; null until the verdict, and without a draw.</summary>
    public ProofParties? Parties { get; init; }

    /// <summary>Every number drawn, with the candidate that it hit.</summary>
    public IReadOnlyList<HitProof> Hits { get; init; } = [];

    /// <summary>The agents called, in order.</summary>
    public IReadOnlyList<AgentId> Positions { get; init; } = [];

    /// <summary>Those of the agents called that had left the market when a seat came to them, in order: it was offered to the next.</summary>
    public IReadOnlyList<AgentId> Departed { get; init; } = [];

    /// <summary>Every seat that was offered, in order.</summary>
    public IReadOnlyList<JurorRecord> Offers { get; init; } = [];

    /// <summary>The votes that count; null until the verdict, and without a draw.</summary>
    public VoteTally? Tally { get; init; }

    /// <summary>Its ruling; null for none, and before it.</summary>
    public JuryChoice? Verdict { get; init; }

    /// <summary>Whether that was a consensus.</summary>
    public bool IsConsensus { get; init; }

    /// <summary>The bond put up for it, in the smallest unit of the job's currency.</summary>
    public ulong Bond { get; init; }

    /// <summary>The agents called as the draw's event names them.</summary>
    internal IReadOnlyList<Handle> Called { get; init; } = [];
}

/// <summary>Who the parties of a dispute were when a round opened.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="AgentOperator">Its operator; empty for nobody.</param>
/// <param name="BuyerAgent">The agent of the buyer's wallet; null where it had none.</param>
/// <param name="BuyerOperator">That agent's operator; empty for nobody.</param>
public sealed record ProofParties(AgentId Agent, string AgentOperator, AgentId? BuyerAgent, string BuyerOperator);

/// <summary>A number drawn, and the proof of whom it hit.</summary>
/// <param name="Hit">The number.</param>
/// <param name="Agent">The candidate that was hit; null where the number was out of range.</param>
/// <param name="Operator">Its operator; empty for nobody.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="IsBootstrap">Whether configuration trusts it as a juror.</param>
/// <param name="Path">Its path to the top of the tree.</param>
/// <param name="RelatedJob">
/// The paid job between the candidate and a party, of the 30 days before the round opened, that makes it related; null where it isn't.
/// </param>
public sealed record HitProof(
    JuryHit Hit, AgentId? Agent, string Operator, ulong Weight, bool IsBootstrap, IReadOnlyList<JuryPathStep> Path, JobId? RelatedJob = null);
