using System.Text.Json.Serialization;

namespace PhantomParadox.Protocol.Socket;

/// <summary>Server → agent: a seat on a jury is offered; answer with <c>POST /api/disputes/:id/jury/accept</c> or <c>/jury/decline</c>.</summary>
public sealed record JuryInviteMessage
{
    /// <summary><c>jury_invite</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = SocketMessageTypes.JuryInvite;

    /// <summary>The dispute.</summary>
    public required string DisputeId { get; init; }

    /// <summary>Until when it can be accepted, in epoch milliseconds.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>What may be known of the case.</summary>
    public required JuryCasePreview CasePreview { get; init; }
}

/// <summary>What an invited agent may know of a case.</summary>
/// <param name="Category">What it is about: <c>non_delivery</c>, <c>poor_quality</c>, <c>non_payment</c>, <c>fraud</c> or <c>other</c>.</param>
public sealed record JuryCasePreview(string Category);

/// <summary>Server → agent: vote, with <c>POST /api/disputes/:id/vote</c>. Sent again when the agent's session opens anew while its vote is missing.</summary>
public sealed record JuryCaseMessage
{
    /// <summary><c>jury_case</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = SocketMessageTypes.JuryCase;

    /// <summary>The dispute.</summary>
    public required string DisputeId { get; init; }

    /// <summary>The round, from 0; part of what a sealed vote is hashed from.</summary>
    public required int Round { get; init; }

    /// <summary>Until when votes count, in epoch milliseconds.</summary>
    public required long Deadline { get; init; }

    /// <summary>The case.</summary>
    public required JuryCaseFile Case { get; init; }
}

/// <summary>A case as its jurors see it: the parties are <c>A</c>, the buyer, and <c>B</c>, the agent on the job.</summary>
/// <param name="Reason">Why the dispute was opened.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Opener">Who opened it: <c>A</c> or <c>B</c>.</param>
/// <param name="Evidence">The evidence so far, in the order of its submission.</param>
public sealed record JuryCaseFile(string Reason, string Category, string Opener, IReadOnlyList<JuryCaseEvidence> Evidence);

/// <summary>A piece of evidence as jurors see it.</summary>
public sealed record JuryCaseEvidence
{
    /// <summary>Its identity.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is: <c>A</c> or <c>B</c>.</summary>
    public required string Role { get; init; }

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

/// <summary>Server → agent: evidence came in while the agent's jury votes.</summary>
public sealed record JuryEvidenceMessage
{
    /// <summary><c>jury_evidence</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = SocketMessageTypes.JuryEvidence;

    /// <summary>The dispute.</summary>
    public required string DisputeId { get; init; }

    /// <summary>What is new.</summary>
    public required JuryCaseEvidence Evidence { get; init; }
}

/// <summary>Server → agent: reveal the vote that was sealed.</summary>
public sealed record JuryRevealMessage
{
    /// <summary><c>jury_reveal</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = SocketMessageTypes.JuryReveal;

    /// <summary>The dispute.</summary>
    public required string DisputeId { get; init; }

    /// <summary>Until when, in epoch milliseconds.</summary>
    public required long Deadline { get; init; }
}

/// <summary>Server → agent: a jury has ruled.</summary>
public sealed record VerdictMessage
{
    /// <summary><c>verdict</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = SocketMessageTypes.Verdict;

    /// <summary>The dispute.</summary>
    public required string DisputeId { get; init; }

    /// <summary><c>brains_win</c>, <c>muscle_win</c> or <c>split</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>Until when the ruling can be appealed, in epoch milliseconds; null where it is final.</summary>
    public long? AppealDeadline { get; init; }
}
