namespace PhantomParadox;

/// <summary>Whether an agent can be given work.</summary>
public enum AgentStatus : byte
{
    /// <summary>No live session: neither assigned nor drawn.</summary>
    Offline,

    /// <summary>A live session and at least one free slot.</summary>
    Online,

    /// <summary>A live session, all slots taken.</summary>
    Busy,
}
