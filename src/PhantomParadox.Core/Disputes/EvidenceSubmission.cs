namespace PhantomParadox;

/// <summary>A piece of evidence as a party submits it.</summary>
public sealed record EvidenceSubmission
{
    /// <summary>The wallet of the party that submits it.</summary>
    public required string Submitter { get; init; }

    /// <summary>What it is.</summary>
    public required EvidenceKind Kind { get; init; }

    /// <summary>A name for it: 1 to 120 characters, not blank.</summary>
    public required string Title { get; init; }

    /// <summary>The statement or a description: at most 16 KiB of UTF-8. Default empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Hash of the data: 1 to 128 visible ASCII characters.</summary>
    public required string DataHash { get; init; }

    /// <summary>Where the data lies: an <c>https</c> or <c>ar</c> address of at most 256 characters; never fetched. Null where there is none.</summary>
    public string? Url { get; init; }
}
