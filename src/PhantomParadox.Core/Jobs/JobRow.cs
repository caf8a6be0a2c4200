using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>
/// A job. Links are slots plus one; 0 is none. Times are milliseconds since 1970-01-01 UTC, 0 where there is none; those marked market
/// time stand still while the market is down.
/// </summary>
internal struct JobRow
{
    // In two halves: one whole would have the row begin at every sixteenth byte.
    private ulong _idHigh;
    private ulong _idLow;
    public ulong Amount;

    /// <summary>The job's escrow account.</summary>
    public ulong Escrow;
    public ulong Paid;
    public long Ordinal;
    public long CreatedAt;
    public long AssignedAt;
    public long StartedAt;

    /// <summary>Market time at which the agent got the job, then that at which work began: what is due counts from it.</summary>
    public long Since;
    public long CompletedAt;

    /// <summary>When its agent reported last; once it is settled, when it was.</summary>
    public long TouchedAt;

    /// <summary>When it has waited too long for an agent; once it is completed, when the buyer's silence approves: market time.</summary>
    public long WaitsUntil;
    public int Buyer;
    public int Class;

    /// <summary>The agent on the job, or the last one: slot plus one.</summary>
    public int Agent;
    public int Attempt;

    /// <summary>Its <see cref="JobExtras"/>: slot plus one.</summary>
    public int Extras;
    public JobLinks Links;

    /// <summary>What the buyer wrote: <see cref="SpecTexts"/>.</summary>
    public BlobRef Spec;

    /// <summary>What the agent sent: <see cref="ResultTexts"/>.</summary>
    public BlobRef Result;
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

    public UInt128 Id
    {
        readonly get => new(_idHigh, _idLow);
        set => (_idHigh, _idLow) = ((ulong)(value >> 64), (ulong)value);
    }

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

    /// <summary>Its payment is a deposit, so that what is left of it returns to its buyer's account.</summary>
    Deposit = 32,

    /// <summary>It waits for its deposit, and stands in no queue.</summary>
    AwaitsDeposit = 64,
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
