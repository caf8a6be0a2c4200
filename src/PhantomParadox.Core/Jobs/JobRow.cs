using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>
/// A job. Links are slots plus one; 0 is none. Times are milliseconds since 1970-01-01 UTC, 0 where there is none; those marked market
/// time stand still while the market is down.
/// </summary>
internal struct JobRow
{
    public UInt128 Id;
    public ulong Amount;

    /// <summary>The job's escrow account.</summary>
    public ulong Escrow;
    public ulong Paid;
    public long Ordinal;
    public long CreatedAt;
    public long Deadline;
    public long AssignedAt;
    public long StartedAt;

    /// <summary>Market time at which the agent got the job, then that at which work began: what is due counts from it.</summary>
    public long Since;
    public long CompletedAt;
    public long SettledAt;
    public long CancelRequestedAt;
    public long ReportedAt;

    /// <summary>When it has waited too long: market time.</summary>
    public long QueueDue;

    /// <summary>When the buyer's silence approves: market time.</summary>
    public long ApprovalDue;
    public long BytesProcessed;
    public long ComputeCycles;
    public long Duration;
    public int Buyer;
    public int Class;

    /// <summary>The agent on the job, or the last one: slot plus one.</summary>
    public int Agent;
    public uint AgentGeneration;

    /// <summary>The agent that must not be given the job next: slot plus one.</summary>
    public int ExcludedAgent;
    public int Attempt;
    public int Dispute;
    public JobLinks Links;
    public BlobRef Description;
    public BlobRef EscrowReference;
    public BlobRef Tags;
    public BlobRef Output;
    public BlobRef ProofHash;
    public BlobRef BuyerNonce;
    public BlobRef AgentNonce;
    public byte FailedAttempts;
    public byte MaxAttempts;
    public byte LeaseLosses;
    public byte Progress;
    public JobType Type;
    public Currency Currency;
    public JobStatus Status;
    public Settlement Settlement;
    public JobFailure Failure;
    public JobPhase Phase;
    public JobFlags Flags;

    /// <summary>Whether an agent holds a live lease.</summary>
    public readonly bool IsLeased => Status is JobStatus.Assigned or JobStatus.InProgress;

    /// <summary>The job behind this one on a list: slot plus one; 0 at the end.</summary>
    public readonly int NextOn(JobList list) => Links[(int)list].Next;

    /// <summary>The job before this one on a list: slot plus one; 0 at the beginning.</summary>
    public readonly int PreviousOn(JobList list) => Links[(int)list].Previous;

    public readonly bool Has(JobFlags flag) => (Flags & flag) != 0;

    public void Set(JobFlags flag, bool on) => Flags = on ? Flags | flag : Flags & ~flag;
}

/// <summary>What is simply so, or not, of a job.</summary>
[Flags]
internal enum JobFlags : byte
{
    None = 0,
    AutoApprove = 1,

    /// <summary>It stands in its queue, rather than waiting for a retry.</summary>
    Queued = 2,
    HasResult = 4,
    Succeeded = 8,

    /// <summary>Cancelling it waits for its agent.</summary>
    CancelRequested = 16,
}

/// <summary>Which of the market's lists a job is on.</summary>
internal enum JobPhase : byte
{
    /// <summary>None: it waits for its buyer or for a jury.</summary>
    Waiting,

    /// <summary>Pending, assigned or in progress; by ordinal.</summary>
    Open,

    /// <summary>Nothing more can happen to it; by the time of its end.</summary>
    Ended,
}
