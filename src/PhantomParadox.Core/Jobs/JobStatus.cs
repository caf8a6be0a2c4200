namespace PhantomParadox;

/// <summary>Where a job stands. <see cref="Settlement"/> says where its money is.</summary>
public enum JobStatus : byte
{
    /// <summary>Waiting for an agent.</summary>
    Pending = 1,

    /// <summary>Leased to an agent that has not reported progress yet.</summary>
    Assigned = 2,

    /// <summary>Leased to an agent that works on it.</summary>
    InProgress = 3,

    /// <summary>Done; perhaps still waiting for the buyer's approval.</summary>
    Completed = 4,

    /// <summary>Ended without success.</summary>
    Failed = 5,

    /// <summary>Before a jury.</summary>
    Disputed = 6,

    /// <summary>Withdrawn by its buyer.</summary>
    Cancelled = 7,
}
