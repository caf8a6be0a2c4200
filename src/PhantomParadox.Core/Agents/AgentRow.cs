using PhantomParadox.Jobs;
using PhantomParadox.Memory;

namespace PhantomParadox.Agents;

/// <summary>An agent. Links are slots plus one; 0 is none. Times are milliseconds since 1970-01-01 UTC.</summary>
internal struct AgentRow
{
    public UInt128 Id;
    public ReputationState Reputation;
    public long MaxBandwidth;
    public long DailyDataCap;

    /// <summary>When it can be drawn for a jury again: market time.</summary>
    public long CooldownEnds;
    public ulong Session;
    public ulong WaitOrder;
    public int Wallet;
    public int CapabilitySet;
    public int Operator;
    public int Boot;
    public JobListEnds HeldJobs;
    public JobListEnds Jobs;
    public int Held;
    public int StartTimeouts;
    public int OpenDuties;

    /// <summary>The seats that it is offered or holds.</summary>
    public int FirstDuty;

    /// <summary>How likely it is drawn for a jury: 0 to 1,000.</summary>
    public int JuryWeight;
    public byte Capacity;
    public byte Shown;
    public byte Score;
    public AgentFlags Flags;

    // What follows changes with sessions and profiles, not with jobs: those touch the cache lines before it.
    public int Platform;
    public BlobRef Version;
    public long BytesRelayed;
    public long RegisteredAt;
    public long ConnectedAt;
    public long LastSeen;
    public long Ordinal;
    public long OnlineOrdinal;

    public readonly bool Has(AgentFlags flag) => (Flags & flag) != 0;

    public void Set(AgentFlags flag, bool on) => Flags = on ? Flags | flag : Flags & ~flag;
}

/// <summary>What is simply so, or not, of an agent.</summary>
[Flags]
internal enum AgentFlags : byte
{
    None = 0,

    /// <summary>Its session was opened and not closed; it is live only if the boot is the present one too.</summary>
    SessionOpen = 1,

    /// <summary>It promised to acknowledge assignments.</summary>
    Acknowledges = 2,

    /// <summary>Assignments pass it by until it shows that it works.</summary>
    AssignmentPaused = 4,

    /// <summary>It has held a job: it is never forgotten.</summary>
    HasHistory = 8,

    /// <summary>Configuration trusts it as a juror.</summary>
    Bootstrap = 16,
}
