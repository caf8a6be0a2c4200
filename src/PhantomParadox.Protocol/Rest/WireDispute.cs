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

    /// <summary>The seats of its jury; empty while none has been drawn.</summary>
    public required IReadOnlyList<WireJuror> Jury { get; init; }

    /// <summary>Seats of a full jury.</summary>
    public required int JurySize { get; init; }

    /// <summary>Equal votes that make a consensus.</summary>
    public required int ConsensusRequired { get; init; }

    /// <summary>When it was opened.</summary>
    public required long CreatedAt { get; init; }
}

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

/// <summary>A seat of a jury, as everyone may see it before the verdict.</summary>
/// <param name="Accepted">Whether its juror has accepted.</param>
/// <param name="Voted">Whether its juror has voted.</param>
public sealed record WireJuror(bool Accepted, bool Voted);
