namespace PhantomParadox.Protocol.Rest;

/// <summary>Opens a dispute: <c>POST /api/disputes</c>.</summary>
public sealed record OpenDisputeRequest
{
    /// <summary>Required: the job.</summary>
    public string? JobId { get; init; }

    /// <summary>Required: the side that opens it, <c>brains</c> or <c>muscle</c>.</summary>
    public string? Opener { get; init; }

    /// <summary>Required: why, 1 to 2,000 characters, not blank.</summary>
    public string? Reason { get; init; }

    /// <summary>Required: <c>non_delivery</c>, <c>poor_quality</c>, <c>non_payment</c>, <c>fraud</c> or <c>other</c>.</summary>
    public string? Category { get; init; }
}

/// <summary>Submits evidence: <c>POST /api/disputes/:id/evidence</c>.</summary>
public sealed record SubmitEvidenceRequest
{
    /// <summary>Required: the wallet of a party.</summary>
    public string? Submitter { get; init; }

    /// <summary>Required: <c>text</c>, <c>image</c>, <c>log</c>, <c>transaction</c> or <c>proof</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Required: a name for it, 1 to 120 characters, not blank.</summary>
    public string? Title { get; init; }

    /// <summary>The statement or a description, at most 16 KiB of UTF-8. Default empty.</summary>
    public string? Description { get; init; }

    /// <summary>Required: hash of the data, 1 to 128 visible ASCII characters.</summary>
    public string? DataHash { get; init; }

    /// <summary>Where the data lies: an <c>https</c> or <c>ar</c> address of at most 256 characters.</summary>
    public string? ArweaveUrl { get; init; }
}

/// <summary>Answers an invitation: <c>POST /api/disputes/:id/jury/accept</c> and <c>/jury/decline</c>.</summary>
public sealed record JuryAnswerRequest
{
    /// <summary>Required: the invited agent.</summary>
    public string? AgentId { get; init; }
}

/// <summary>Votes: <c>POST /api/disputes/:id/vote</c>.</summary>
public sealed record VoteRequest
{
    /// <summary>Required: the juror.</summary>
    public string? AgentId { get; init; }

    /// <summary>Required unless <see cref="Commitment"/> is given: <c>brains_win</c>, <c>muscle_win</c> or <c>split</c>.</summary>
    public string? Vote { get; init; }

    /// <summary>How sure the juror is: a number, rounded and clamped to 1 to 10. Default 5.</summary>
    public double? Confidence { get; init; }

    /// <summary>A sealed vote in place of <see cref="Vote"/>, as 64 hexadecimal digits.</summary>
    public string? Commitment { get; init; }

    /// <summary>With <see cref="Vote"/>: the salt of the sealed vote that this reveals, as 64 hexadecimal digits.</summary>
    public string? Salt { get; init; }
}

/// <summary>Shows that a juror's salt is known to others: <c>POST /api/disputes/:id/leak</c>.</summary>
public sealed record LeakRequest
{
    /// <summary>Required: the juror.</summary>
    public string? JurorId { get; init; }

    /// <summary>Required: its salt, as 64 hexadecimal digits.</summary>
    public string? Salt { get; init; }
}

/// <summary>Appeals against a ruling: <c>POST /api/disputes/:id/appeal</c>.</summary>
public sealed record AppealRequest
{
    /// <summary>Required: the wallet of a party.</summary>
    public string? Wallet { get; init; }
}
