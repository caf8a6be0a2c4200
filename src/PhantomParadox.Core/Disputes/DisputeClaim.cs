namespace PhantomParadox;

/// <summary>A dispute as one party opens it.</summary>
public sealed record DisputeClaim
{
    /// <summary>The job in dispute.</summary>
    public required JobId Job { get; init; }

    /// <summary>The side that opens it.</summary>
    public required Party Opener { get; init; }

    /// <summary>The opener's wallet where the caller is known; null where identities are open and the named side is believed.</summary>
    public string? Wallet { get; init; }

    /// <summary>Why: 1 to 2,000 characters, not blank.</summary>
    public required string Reason { get; init; }

    /// <summary>What it is about.</summary>
    public required DisputeCategory Category { get; init; }
}
