namespace PhantomParadox;

/// <summary>Where a dispute stands.</summary>
public enum DisputeStatus : byte
{
    /// <summary>Opened; no jury has been drawn.</summary>
    Open = 1,

    /// <summary>Jurors are invited.</summary>
    JurySelection = 2,

    /// <summary>Jurors vote.</summary>
    Voting = 3,

    /// <summary>Decided by a verdict.</summary>
    Resolved = 4,

    /// <summary>Ended by the timeout policy.</summary>
    Timeout = 5,
}
