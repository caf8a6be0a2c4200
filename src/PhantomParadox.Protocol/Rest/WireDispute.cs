namespace PhantomParadox.Protocol.Rest;

/// <summary>A dispute. Times are epoch milliseconds.</summary>
public sealed record WireDispute
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The job in dispute.</summary>
    public required Guid JobId { get; init; }

    /// <summary><c>open</c>, <c>jury_selection</c>, <c>voting</c>, <c>resolved</c> or <c>timeout</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>non_delivery</c>, <c>poor_quality</c>, <c>non_payment</c>, <c>fraud</c> or <c>other</c>.</summary>
    public required string Category { get; init; }

    /// <summary>Why it was opened.</summary>
    public required string Reason { get; init; }

    /// <summary>The side that opened it: <c>brains</c> (the buyer) or <c>muscle</c> (the agent).</summary>
    public required string Opener { get; init; }

    /// <summary>The buyer's wallet.</summary>
    public required string BrainsAddress { get; init; }

    /// <summary>The agent's wallet.</summary>
    public required string MuscleAddress { get; init; }

    /// <summary>The evidence in the order of its submission.</summary>
    public required IReadOnlyList<WireEvidence> Evidence { get; init; }

    /// <summary>The seats of its present jury; empty while none has been drawn. Who sits there is shown after the verdict.</summary>
    public required IReadOnlyList<WireJuror> Jury { get; init; }

    /// <summary>Seats of its present jury; before the draw, of a full one.</summary>
    public required int JurySize { get; init; }

    /// <summary>Equal votes that make a consensus.</summary>
    public required int ConsensusRequired { get; init; }

    /// <summary>Its rounds so far; a vote is sealed for round <c>rounds − 1</c>.</summary>
    public required int Rounds { get; init; }

    /// <summary>When it was opened.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>Until when the latest open invitation can be accepted; null unless jurors are invited.</summary>
    public long? JuryDeadline { get; init; }

    /// <summary>Until when votes can be sealed; null unless there is a vote.</summary>
    public long? CommitDeadline { get; init; }

    /// <summary>Until when votes count; null unless there is a vote.</summary>
    public long? VotingDeadline { get; init; }

    /// <summary><c>brains_win</c>, <c>muscle_win</c> or <c>split</c>; null before it is ruled.</summary>
    public string? Verdict { get; init; }

    /// <summary>The votes; null before the verdict.</summary>
    public WireVoteBreakdown? VoteBreakdown { get; init; }

    /// <summary>When it was ruled.</summary>
    public long? ResolvedAt { get; init; }

    /// <summary>Until when the ruling can be appealed, and nothing moves; null where it can't.</summary>
    public long? AppealDeadline { get; init; }

    /// <summary>Who received what; null until the ruling is final.</summary>
    public WireDisputePayment? Payment { get; init; }
}

/// <summary>The votes of a jury.</summary>
/// <param name="BrainsWin">For the buyer.</param>
/// <param name="MuscleWin">For the agent.</param>
/// <param name="Split">For half each.</param>
/// <param name="Abstain">Seats without a vote that counts.</param>
public sealed record WireVoteBreakdown(int BrainsWin, int MuscleWin, int Split, int Abstain);

/// <summary>What became of a disputed payment, in the smallest unit of the job's currency; the parts sum to what was in escrow.</summary>
/// <param name="BrainsReceives">Back to the buyer.</param>
/// <param name="MuscleReceives">Paid to the agent.</param>
/// <param name="JuryReward">Paid to the jurors.</param>
/// <param name="ProtocolFee">Kept by the market.</param>
public sealed record WireDisputePayment(long BrainsReceives, long MuscleReceives, long JuryReward, long ProtocolFee);

/// <summary>A piece of evidence.</summary>
public sealed record WireEvidence
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The wallet of the party that submitted it.</summary>
    public required string Submitter { get; init; }

    /// <summary><c>text</c>, <c>image</c>, <c>log</c>, <c>transaction</c> or <c>proof</c>.</summary>
    public required string Type { get; init; }

    /// <summary>A name for it.</summary>
    public required string Title { get; init; }

    /// <summary>The statement or a description; perhaps empty.</summary>
    public required string Description { get; init; }

    /// <summary>Hash of the data.</summary>
    public required string DataHash { get; init; }

    /// <summary>Where the data lies; null where it lies nowhere.</summary>
    public string? ArweaveUrl { get; init; }

    /// <summary>When it was submitted, in epoch milliseconds.</summary>
    public required long SubmittedAt { get; init; }
}

/// <summary>A seat of a jury. Before the verdict only whether it is taken and has voted; everything else is null until then.</summary>
/// <param name="Accepted">Whether its juror has accepted.</param>
/// <param name="Voted">Whether its juror has voted.</param>
public sealed record WireJuror(bool Accepted, bool Voted)
{
    /// <summary>The juror.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>Its wallet.</summary>
    public string? WalletAddress { get; init; }

    /// <summary>When it was invited.</summary>
    public long? InvitedAt { get; init; }

    /// <summary>When it accepted; null where it didn't.</summary>
    public long? AcceptedAt { get; init; }

    /// <summary><c>brains_win</c>, <c>muscle_win</c> or <c>split</c>; null where it didn't vote.</summary>
    public string? Vote { get; init; }

    /// <summary>When it voted.</summary>
    public long? VotedAt { get; init; }

    /// <summary>How sure it said it was, 1 to 10.</summary>
    public int? Confidence { get; init; }

    /// <summary>Whether it was paid.</summary>
    public bool? Rewarded { get; init; }

    /// <summary>What it was paid, in the smallest unit of the job's currency.</summary>
    public long? Reward { get; init; }
}
