namespace PhantomParadox.Protocol.Rest;

/// <summary>Why a request was refused: the <c>application/problem+json</c> of RFC 9457 with the members of this market.</summary>
/// <remarks>Source: <see href="https://www.rfc-editor.org/rfc/rfc9457"/>.</remarks>
public sealed record Problem
{
    /// <summary>Names the kind of problem: <c>urn:phantomparadox:problem:</c> and <see cref="Code"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of problem in words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status, 400 to 599.</summary>
    public required int Status { get; init; }

    /// <summary>The kind of problem for programs, in snake case: <c>job_not_found</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What was wrong with this request.</summary>
    public required string Detail { get; init; }

    /// <summary>The message to show; what clients of the first protocol read.</summary>
    public required string Error { get; init; }

    /// <summary>Finds the request in the server's logs.</summary>
    public required string TraceId { get; init; }

    /// <summary>What is wrong with which field, by its path: <c>payment.amount</c>. Null where no field is to blame.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    /// <summary>After how many milliseconds to try again; null where trying again is of no use.</summary>
    public int? RetryAfterMs { get; init; }

    /// <summary>Whether the request may have had an effect all the same: <c>none</c> or <c>unknown</c>. Null where it can't have had one.</summary>
    public string? Outcome { get; init; }
}
