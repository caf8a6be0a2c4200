namespace PhantomParadox;

/// <summary>Why a command is refused. The wire writes these in snake case.</summary>
public enum RefusalCode
{
    /// <summary>A field is missing or out of range; the errors name it.</summary>
    ValidationFailed = 1,

    /// <summary>The field is reserved for what isn't built yet.</summary>
    NotSupported,

    /// <summary>A progress that is no whole number from 0 to 100.</summary>
    ProgressOutOfRange,

    /// <summary>No such job.</summary>
    JobNotFound,

    /// <summary>No such agent.</summary>
    AgentNotFound,

    /// <summary>No such dispute.</summary>
    DisputeNotFound,

    /// <summary>The wallet has never opened a session.</summary>
    AgentUnknown,

    /// <summary>The agent has no live session.</summary>
    AgentOffline,

    /// <summary>The agent has no free slot.</summary>
    AgentBusy,

    /// <summary>The agent doesn't meet the job's requirements; the detail names which.</summary>
    RequirementsNotMet,

    /// <summary>Somebody has the job already.</summary>
    AlreadyClaimed,

    /// <summary>The job's deadline has passed.</summary>
    DeadlineExceeded,

    /// <summary>The caller doesn't hold the job.</summary>
    NotAssignee,

    /// <summary>The caller held the job under a lease that is over.</summary>
    LeaseLost,

    /// <summary>The job doesn't allow that in its present state.</summary>
    InvalidState,

    /// <summary>The job is completed already.</summary>
    AlreadyCompleted,

    /// <summary>The caller isn't the job's buyer.</summary>
    NotBuyer,

    /// <summary>The job's money has moved already.</summary>
    AlreadySettled,

    /// <summary>The buyer's balance doesn't cover the payment.</summary>
    InsufficientEscrow,

    /// <summary>The buyer has as many open jobs as it may.</summary>
    TooManyOpenJobs,

    /// <summary>The job has a dispute already.</summary>
    DisputeExists,

    /// <summary>The time to reject has passed.</summary>
    WindowClosed,

    /// <summary>The caller is neither side of the job.</summary>
    NotAParty,

    /// <summary>The job never had an agent.</summary>
    NoAgentYet,

    /// <summary>Evidence is no longer taken.</summary>
    EvidenceClosed,

    /// <summary>The party has submitted as much as it may.</summary>
    EvidenceLimit,

    /// <summary>The text is too long.</summary>
    TooLarge,

    /// <summary>The agent isn't invited to this jury.</summary>
    NotInvited,

    /// <summary>The agent has no seat on this jury.</summary>
    NotAJuror,

    /// <summary>The invitation is over.</summary>
    InviteExpired,

    /// <summary>The seat is accepted already.</summary>
    AlreadyAccepted,

    /// <summary>The dispute is in another phase.</summary>
    WrongPhase,

    /// <summary>The juror has voted already.</summary>
    AlreadyVoted,

    /// <summary>The vote isn't the one that was sealed.</summary>
    CommitmentMismatch,

    /// <summary>That is no vote.</summary>
    InvalidVote,

    /// <summary>There aren't enough fresh agents for a larger jury.</summary>
    NoLargerJury,

    /// <summary>The party's balance doesn't cover the bond.</summary>
    InsufficientBond,

    /// <summary>The session is not open, or another has taken its place.</summary>
    SessionUnknown,

    /// <summary>The idempotency key was used for another request. Nothing has changed.</summary>
    IdempotencyKeyReused,

    /// <summary>The market, or the caller, has as many idempotency keys as it may. Nothing has changed.</summary>
    IdempotencyQuota,

    /// <summary>The market is full: new work isn't admitted for now. Nothing has changed.</summary>
    Overloaded,

    /// <summary>The market is shutting down. Nothing has changed.</summary>
    Draining,

    /// <summary>The journal has failed. Nothing has changed.</summary>
    StorageUnavailable,

    /// <summary>The journal failed while the command was being made durable: it may or may not have happened.</summary>
    OutcomeUnknown,

    /// <summary>A fault inside the market. Nothing has changed.</summary>
    InternalError,

    /// <summary>A wallet isn't owed what a payout would pay, or one is under way for it.</summary>
    PayoutNotOwed,

    /// <summary>A payout would pay more than a cap allows, now or at once.</summary>
    PayoutCapReached,

    /// <summary>No such payout, or it is no longer kept.</summary>
    PayoutNotFound,

    /// <summary>No order waits for such a deposit.</summary>
    DepositNotExpected,
}
