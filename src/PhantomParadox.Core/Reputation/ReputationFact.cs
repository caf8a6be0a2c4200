namespace PhantomParadox;

/// <summary>Something that moves an agent's reputation.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Amount">The job's payment in the smallest unit of its currency.</param>
/// <param name="EarlierCreditsOfPair">Jobs of the same buyer that were credited to the agent within 30 days before.</param>
public readonly record struct ReputationFact(ReputationFactKind Kind, ulong Amount, int EarlierCreditsOfPair);

/// <summary>What moves a reputation.</summary>
public enum ReputationFactKind : byte
{
    /// <summary>A job was done and approved.</summary>
    JobApproved = 1,

    /// <summary>An attempt failed, or a lease was lost, by the agent's fault.</summary>
    AttemptFailed = 2,

    /// <summary>A job's deadline, or longest running time, passed in the agent's hands.</summary>
    DeadlineMissed = 3,

    /// <summary>A dispute was lost.</summary>
    DisputeLost = 4,

    /// <summary>A dispute was won.</summary>
    DisputeWon = 5,

    /// <summary>A juror voted as was ruled in the end.</summary>
    JurorCoherent = 6,

    /// <summary>A juror voted otherwise.</summary>
    JurorIncoherent = 7,

    /// <summary>A juror that had accepted its seat didn't vote.</summary>
    JurorSilent = 8,
}
