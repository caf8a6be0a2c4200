namespace PhantomParadox;

/// <summary>The four kinds of work. The scheduler gives a job only to agents that have its type as a capability.</summary>
public enum JobType : byte
{
    /// <summary>Forward traffic.</summary>
    Relay = 1,

    /// <summary>Compute a result.</summary>
    Compute = 2,

    /// <summary>Check somebody's result.</summary>
    Verify = 3,

    /// <summary>Keep data.</summary>
    Storage = 4,
}
