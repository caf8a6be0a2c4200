namespace PhantomParadox;

/// <summary>A dispute, copied out at one position of the journal.</summary>
public sealed record DisputeRecord
{
    /// <summary>Its identity.</summary>
    public required DisputeId Id { get; init; }

    /// <summary>The job in dispute.</summary>
    public required JobId Job { get; init; }

    /// <summary>Where it stands.</summary>
    public required DisputeStatus Status { get; init; }

    /// <summary>What it is about.</summary>
    public required DisputeCategory Category { get; init; }

    /// <summary>Why it was opened.</summary>
    public required string Reason { get; init; }

    /// <summary>The side that opened it.</summary>
    public required Party Opener { get; init; }

    /// <summary>The buyer's wallet.</summary>
    public required string Buyer { get; init; }

    /// <summary>The agent's wallet.</summary>
    public required string AgentWallet { get; init; }

    /// <summary>The evidence in the order of its submission.</summary>
    public IReadOnlyList<EvidenceRecord> Evidence { get; init; } = [];

    /// <summary>Seats of a full jury.</summary>
    public required int JurySize { get; init; }

    /// <summary>Equal votes that make a consensus.</summary>
    public required int ConsensusRequired { get; init; }

    /// <summary>The present jury, one record a seat: the agent that took it, or was offered it last.</summary>
    public IReadOnlyList<JurorRecord> Jury { get; init; } = [];

    /// <summary>Seats that are taken.</summary>
    public int AcceptedCount { get; init; }

    /// <summary>Jurors that have voted, openly or by revealing.</summary>
    public int VotedCount { get; init; }

    /// <summary>Until when the latest open invitation can be accepted; null unless jurors are invited.</summary>
    public DateTimeOffset? JuryDeadline { get; init; }

    /// <summary>Until when votes can be sealed; null unless there is a vote.</summary>
    public DateTimeOffset? CommitDeadline { get; init; }

    /// <summary>Until when votes count; null unless there is a vote.</summary>
    public DateTimeOffset? VotingDeadline { get; init; }

    /// <summary>The ruling, or the timeout policy's; null before there is one.</summary>
    public JuryChoice? Verdict { get; init; }

    /// <summary>The votes of the last round that ruled; null before a verdict.</summary>
    public VoteTally? Votes { get; init; }

    /// <summary>When it was ruled.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Until when the ruling can be appealed; null where it can't.</summary>
    public DateTimeOffset? AppealDeadline { get; init; }

    /// <summary>Who received what; null until the ruling is final.</summary>
    public DisputePayment? Payment { get; init; }

    /// <summary>Its rounds so far.</summary>
    public int Rounds { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its place among all disputes ever opened, from 1; the order of lists.</summary>
    public required long Ordinal { get; init; }
}
