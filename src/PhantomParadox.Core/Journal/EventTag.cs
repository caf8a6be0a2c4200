namespace PhantomParadox.Journal;

/// <summary>The numbers of the events in the journal format. Add, never change: every one is guarded by a golden file.</summary>
internal enum EventTag : byte
{
    MarketCreated = 1,
    HostStarted = 2,
    SessionsSwept = 3,

    WalletRegistered = 10,
    AgentRegistered = 11,
    SessionOpened = 12,
    ProfileChanged = 13,
    SessionClosed = 14,
    AgentForgotten = 15,
    ReputationChanged = 16,
    StartTimeoutsCounted = 17,
    CooldownEnded = 18,

    JobPosted = 30,
    JobQueued = 31,
    JobAssigned = 32,
    JobAccepted = 33,
    JobProgressed = 34,
    JobRequeued = 35,
    JobCompleted = 36,
    JobFailed = 37,
    CancelRequested = 38,
    JobCancelled = 39,
    JobSettled = 40,
    JobArchived = 41,
    ResultReceived = 42,

    MoneyMoved = 60,

    DisputeOpened = 80,
    EvidenceSubmitted = 81,
    RoundOpened = 82,
    PoolCommitted = 83,
    JuryDrawn = 84,
    DutyOffered = 85,
    DutyAnswered = 86,
    VotingOpened = 87,
    VoteCast = 88,
    VoteSealed = 89,
    VoteRevealed = 90,
    VoteVoided = 91,
    RevealOpened = 92,
    RoundDecided = 93,
    AppealOpened = 94,
    DisputeSettled = 95,
    DutyClosed = 96,
}
