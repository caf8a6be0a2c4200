namespace PhantomParadox.CrashCampaign.Log;

/// <summary>What the client knows of an operation.</summary>
internal enum Answer
{
    /// <summary>It may have happened once, or not.</summary>
    Unknown,

    /// <summary>It was acknowledged: it has happened.</summary>
    Ok,

    /// <summary>It was refused: it has not happened and never will.</summary>
    Refused,
}
