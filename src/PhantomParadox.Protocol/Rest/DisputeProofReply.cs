namespace PhantomParadox.Protocol.Rest;

/// <summary>
/// All that is needed to check a dispute without trusting the market: <c>GET /api/disputes/:id/proof</c>. Hashes, seeds and salts are
/// lower-case hexadecimal; weights and their sums are decimal text, since they may exceed what every client reads exactly.
/// </summary>
public sealed record DisputeProofReply
{
    /// <summary>The dispute.</summary>
    public required WireDispute Dispute { get; init; }

    /// <summary>Its rounds, in order.</summary>
    public required IReadOnlyList<WireRoundProof> Rounds { get; init; }

    /// <summary>What was divided at the end, in the smallest unit of the job's currency; 0 before the end.</summary>
    public required long Escrow { get; init; }

    /// <summary>What it was opened under.</summary>
    public required WireProofTerms Terms { get; init; }

    /// <summary>
    /// Appeals that were taken. One more than the rounds that appeals opened where the last one's jury could not be drawn yet, or at all.
    /// </summary>
    public required int Appeals { get; init; }

    /// <summary>
    /// SHA-256 of the canonical form of all the rest, see <see cref="ProofDigest"/>: guards against accidents, not against the market.
    /// </summary>
    public required string Digest { get; init; }
}

/// <summary>The numbers that hold for a dispute from its opening to its end.</summary>
/// <param name="JurySize">Seats of a full first jury.</param>
/// <param name="Consensus">Equal votes that make a consensus in it.</param>
/// <param name="OffersPerSeat">Agents that one seat is offered to at most, 1 to 3.</param>
/// <param name="MaxAppeals">Appeals at most, 0 to 3.</param>
/// <param name="FeeBps">The market's fee in basis points.</param>
/// <param name="RewardCap">Most that the jury's part could be, as decimal text.</param>
/// <param name="TimeoutPolicy">What rules where no jury can: <c>brains_win</c>, <c>muscle_win</c> or <c>split</c>.</param>
public sealed record WireProofTerms(
    int JurySize, int Consensus, int OffersPerSeat, int MaxAppeals, int FeeBps, string RewardCap, string TimeoutPolicy);

/// <summary>One round of a proof. What nobody may know before the verdict is left out until then.</summary>
public sealed record WireRoundProof
{
    /// <summary>Its number, from 0.</summary>
    public required int Round { get; init; }

    /// <summary>Root of its pool; null while a large pool is hashed.</summary>
    public string? PoolRoot { get; init; }

    /// <summary>Candidates in its pool.</summary>
    public required int PoolCount { get; init; }

    /// <summary>Their weight in all, as decimal text.</summary>
    public required string PoolTotal { get; init; }

    /// <summary>The sources of its seed, in the order in which they are hashed.</summary>
    public required IReadOnlyList<WireSeedSource> Sources { get; init; }

    /// <summary>The seed; null until the draw.</summary>
    public string? Seed { get; init; }

    /// <summary>Seats that were wanted.</summary>
    public required int Wanted { get; init; }

    /// <summary>Equal votes that would have made a consensus of a full jury.</summary>
    public required int WantedConsensus { get; init; }

    /// <summary>Seats of the jury drawn.</summary>
    public required int Seats { get; init; }

    /// <summary>Equal votes that make a consensus of it.</summary>
    public required int Consensus { get; init; }

    /// <summary>Votes that make its verdict count.</summary>
    public required int Quorum { get; init; }

    /// <summary>Who the parties were when the round opened; null until the verdict, and without a draw.</summary>
    public WireProofParties? Parties { get; init; }

    /// <summary>Every number drawn, with the candidate that it hit.</summary>
    public required IReadOnlyList<WireHitProof> Hits { get; init; }

    /// <summary>The agents called, in order: the seats, then the alternates.</summary>
    public required IReadOnlyList<Guid> Positions { get; init; }

    /// <summary>Those of the agents called that had left the market when a seat came to them, in order: it went to the next.</summary>
    public required IReadOnlyList<Guid> Departed { get; init; }

    /// <summary>Every seat that was offered, in order.</summary>
    public required IReadOnlyList<WireSeatOffer> Offers { get; init; }

    /// <summary>The votes that count; null until the verdict, and without a draw.</summary>
    public WireTally? Tally { get; init; }

    /// <summary>Its ruling, <c>brains_win</c>, <c>muscle_win</c> or <c>split</c>; null for none, and before it.</summary>
    public string? Verdict { get; init; }

    /// <summary>Whether that was a consensus.</summary>
    public required bool IsConsensus { get; init; }

    /// <summary>The bond put up for it, in the smallest unit of the job's currency.</summary>
    public required long Bond { get; init; }
}

/// <summary>Who the parties of a dispute were when a round opened.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="AgentOperator">Its operator; empty for nobody.</param>
/// <param name="BuyerOperator">The operator of the agent of the buyer's wallet; empty for nobody.</param>
/// <param name="BuyerAgentId">The agent of the buyer's wallet; null where it had none.</param>
public sealed record WireProofParties(Guid AgentId, string AgentOperator, string BuyerOperator, Guid? BuyerAgentId = null);

/// <summary>The votes of a round that count.</summary>
/// <param name="BrainsWin">For the buyer.</param>
/// <param name="Split">For half each.</param>
/// <param name="MuscleWin">For the agent.</param>
public sealed record WireTally(int BrainsWin, int Split, int MuscleWin);

/// <summary>A source of a seed.</summary>
/// <param name="Name">Where it comes from: <c>chain:…</c>, <c>solana:…</c>, <c>buyer</c> or <c>agent</c>.</param>
/// <param name="Value">What came; null until the draw.</param>
public sealed record WireSeedSource(string Name, string? Value = null);

/// <summary>A number that was drawn, and the proof of whom it hit.</summary>
public sealed record WireHitProof
{
    /// <summary>Its counter, from 0.</summary>
    public required long Counter { get; init; }

    /// <summary>
    /// What became of it: <c>seat</c>, <c>party</c>, <c>earlier_round</c>, <c>related</c>, <c>related_party_operator</c>,
    /// <c>party_operator</c>, <c>same_operator</c> or <c>out_of_range</c>.
    /// </summary>
    public required string Outcome { get; init; }

    /// <summary>The weight below the hit among the candidates that remained, as decimal text.</summary>
    public required string Ticket { get; init; }

    /// <summary>Place of the candidate in the pool, from 0; null where none was hit.</summary>
    public int? Candidate { get; init; }

    /// <summary>The candidate; null where none was hit.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>Its operator; empty for nobody.</summary>
    public string? Operator { get; init; }

    /// <summary>Its weight, as decimal text.</summary>
    public string? Weight { get; init; }

    /// <summary>Whether configuration trusts it as a juror.</summary>
    public bool? Bootstrap { get; init; }

    /// <summary>Its path to the top of the tree.</summary>
    public IReadOnlyList<WirePathStep>? Path { get; init; }

    /// <summary>
    /// The job that makes it <c>related</c> or <c>related_party_operator</c>: between it and a party, and paid within the 30 days before the
    /// round opened. Null for every other outcome.
    /// </summary>
    public Guid? JobId { get; init; }
}

/// <summary>A sibling on a candidate's path to the top of the tree.</summary>
/// <param name="Side">Where it stands: <c>L</c> or <c>R</c>.</param>
/// <param name="Sum">The weight below it, as decimal text.</param>
/// <param name="Hash">Its hash.</param>
public sealed record WirePathStep(string Side, string Sum, string Hash);

/// <summary>A seat that was offered. Times are epoch milliseconds.</summary>
public sealed record WireSeatOffer
{
    /// <summary>The agent.</summary>
    public required Guid AgentId { get; init; }

    /// <summary>Its wallet.</summary>
    public required string WalletAddress { get; init; }

    /// <summary>The seat, from 0.</summary>
    public required int Seat { get; init; }

    /// <summary>Which offer of the seat it was, from 1.</summary>
    public required int Offer { get; init; }

    /// <summary>When it was invited.</summary>
    public required long InvitedAt { get; init; }

    /// <summary><c>open</c>, <c>declined</c>, <c>expired</c> or <c>accepted</c>.</summary>
    public required string Answer { get; init; }

    /// <summary>When it answered, or its time was over; null while it is still to answer.</summary>
    public long? AnsweredAt { get; init; }

    /// <summary>Its vote; null where it cast none.</summary>
    public string? Vote { get; init; }

    /// <summary>When it voted.</summary>
    public long? VotedAt { get; init; }

    /// <summary>How sure it said it was, 1 to 10.</summary>
    public int? Confidence { get; init; }

    /// <summary>The vote that it sealed; null for none.</summary>
    public string? Commitment { get; init; }

    /// <summary>The salt that it revealed, or that leaked; null for none.</summary>
    public string? Salt { get; init; }

    /// <summary>Whether its sealed vote is void.</summary>
    public required bool IsVoid { get; init; }

    /// <summary>What it was paid, in the smallest unit of the job's currency.</summary>
    public required long Rewarded { get; init; }
}
