namespace PhantomParadox;

/// <summary>Why a job failed.</summary>
public enum JobFailure : byte
{
    /// <summary>It has not failed.</summary>
    None = 0,

    /// <summary>Its deadline, or its time in the queue, passed.</summary>
    DeadlineExceeded = 1,

    /// <summary>Its last agent reported that it could not do it.</summary>
    AttemptFailed = 2,

    /// <summary>Its last agent took longer than the longest running time.</summary>
    MaxRuntimeExceeded = 3,

    /// <summary>Its leases were lost more often than is allowed.</summary>
    LeaseLost = 4,

    /// <summary>Its deposit didn't arrive in time, or not all of it.</summary>
    DepositMissing = 5,
}
