namespace PhantomParadox.Protocol.Rest;

/// <summary>A dispute was opened: <c>POST /api/disputes</c> (201); or goes on: <c>POST /api/disputes/:id/appeal</c>.</summary>
/// <param name="Dispute">The dispute.</param>
public sealed record DisputeReply(WireDispute Dispute);

/// <summary>A page of disputes: <c>GET /api/disputes</c>.</summary>
public sealed record DisputeListReply
{
    /// <summary>The disputes, newest first.</summary>
    public required IReadOnlyList<DisputeListItem> Disputes { get; init; }

    /// <summary>How many this page has.</summary>
    public required int Count { get; init; }

    /// <summary>Where the next page begins; null at the end.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>A dispute in a list.</summary>
public sealed record DisputeListItem
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The job in dispute.</summary>
    public required Guid JobId { get; init; }

    /// <summary>Where it stands, as in <see cref="WireDispute.Status"/>.</summary>
    public required string Status { get; init; }

    /// <summary>What it is about, as in <see cref="WireDispute.Category"/>.</summary>
    public required string Category { get; init; }

    /// <summary>The side that opened it.</summary>
    public required string Opener { get; init; }

    /// <summary>When it was opened, in epoch milliseconds.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>Jurors who have accepted.</summary>
    public required int JuryCount { get; init; }

    /// <summary>Jurors who have voted.</summary>
    public required int VotesCount { get; init; }

    /// <summary>The ruling, as in <see cref="WireDispute.Verdict"/>; null before there is one.</summary>
    public string? Verdict { get; init; }

    /// <summary>Who received what; null until the ruling is final.</summary>
    public WireDisputePayment? Payment { get; init; }
}

/// <summary>Evidence was taken: <c>POST /api/disputes/:id/evidence</c> (201).</summary>
/// <param name="Evidence">The evidence.</param>
public sealed record EvidenceReply(WireEvidence Evidence);

/// <summary>What a juror has to do: <c>GET /api/disputes/jury/:agentId</c>.</summary>
/// <param name="Duties">Votes that the juror has yet to cast.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Invites">Invitations that the juror has yet to answer.</param>
public sealed record JuryDutiesReply(IReadOnlyList<WireJuryDuty> Duties, int Count, IReadOnlyList<WireJuryInvite> Invites);

/// <summary>A vote that a juror has yet to cast.</summary>
/// <param name="DisputeId">The dispute.</param>
/// <param name="JobId">The job in dispute.</param>
/// <param name="Category">What it is about.</param>
/// <param name="VotingDeadline">When voting ends, in epoch milliseconds.</param>
public sealed record WireJuryDuty(Guid DisputeId, Guid JobId, string Category, long VotingDeadline);

/// <summary>An invitation that a juror has yet to answer.</summary>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Category">What it is about.</param>
/// <param name="ExpiresAt">When the invitation lapses, in epoch milliseconds.</param>
public sealed record WireJuryInvite(Guid DisputeId, string Category, long ExpiresAt);
