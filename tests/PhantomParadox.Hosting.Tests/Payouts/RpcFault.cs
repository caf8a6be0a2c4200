namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>What the way to the chain does to a payout.</summary>
public enum RpcFault
{
    None,

    /// <summary>The first send is answered and lost.</summary>
    SendDropped,

    /// <summary>Every send arrives twice, the second time later.</summary>
    SendDuplicated,

    /// <summary>The first send lands in the last block that may contain it; the others are lost.</summary>
    LandsInLastBlock,

    /// <summary>The first send would land one block too late; the others are lost, until the bytes have expired.</summary>
    LandsTooLate,

    /// <summary>The first send is taken, but its answer is lost.</summary>
    ReplyLost,

    /// <summary>No send is answered; the first lands after ten blocks.</summary>
    TimeoutThenLands,

    /// <summary>The first two sends time out and are lost.</summary>
    SendTimesOut,

    /// <summary>The first call of each kind is refused with 429 and a time to wait.</summary>
    RateLimited,

    /// <summary>Statuses come from a view that is far behind and knows of nothing.</summary>
    StatusLags,

    /// <summary>Statuses say 'not found' of what has landed, for as long as the bytes live.</summary>
    StatusLies,

    /// <summary>The first looks time out.</summary>
    LookTimesOut,

    /// <summary>No send of the first signature ever arrives: it expires.</summary>
    Expires,

    /// <summary>No send of the first two signatures ever arrives, and none is answered.</summary>
    ExpiresTwiceUnanswered,

    /// <summary>The first transaction lands and fails.</summary>
    FailsOnChain,

    /// <summary>What lands first is rolled back before it is final.</summary>
    RolledBack,

    /// <summary>The network can't be reached at first, for signing neither.</summary>
    Unreachable,
}
