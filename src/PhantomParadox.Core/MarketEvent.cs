namespace PhantomParadox;

/// <summary>Something that happened in the market, as the live feed tells it.</summary>
public sealed record MarketEvent
{
    /// <summary>Its position in the journal.</summary>
    public required long Position { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened.</summary>
    public required MarketEventKind Kind { get; init; }

    /// <summary>The job that it happened to, if any.</summary>
    public JobId? Job { get; init; }

    /// <summary>The agent that it happened to, if any.</summary>
    public AgentId? Agent { get; init; }

    /// <summary>The dispute that it happened to, if any.</summary>
    public DisputeId? Dispute { get; init; }

    /// <summary>The money that moved, in the smallest unit of its currency; 0 where none did.</summary>
    public ulong Amount { get; init; }
}

/// <summary>The kinds of <see cref="MarketEvent"/>.</summary>
public enum MarketEventKind
{
    /// <summary>An agent was seen for the first time.</summary>
    AgentRegistered = 1,

    /// <summary>An agent came online.</summary>
    SessionOpened,

    /// <summary>An agent changed its profile.</summary>
    ProfileChanged,

    /// <summary>An agent went offline.</summary>
    SessionClosed,

    /// <summary>An agent without history was forgotten.</summary>
    AgentForgotten,

    /// <summary>An agent's reputation changed.</summary>
    ReputationChanged,

    /// <summary>A job was posted.</summary>
    JobPosted,

    /// <summary>A job was leased to an agent.</summary>
    JobAssigned,

    /// <summary>An agent acknowledged an assignment.</summary>
    JobAccepted,

    /// <summary>Work began, or went on.</summary>
    JobProgressed,

    /// <summary>A job went back to its queue.</summary>
    JobRequeued,

    /// <summary>A job was completed.</summary>
    JobCompleted,

    /// <summary>A job failed.</summary>
    JobFailed,

    /// <summary>A buyer asked to cancel running work.</summary>
    CancelRequested,

    /// <summary>A job was cancelled.</summary>
    JobCancelled,

    /// <summary>Money moved from one account to another.</summary>
    MoneyMoved,

    /// <summary>A dispute was opened.</summary>
    DisputeOpened,

    /// <summary>Evidence was submitted.</summary>
    EvidenceSubmitted,

    /// <summary>Ended jobs moved to the archive.</summary>
    JobsArchived,

    /// <summary>The host started, anew or after a stop.</summary>
    HostStarted,
}
