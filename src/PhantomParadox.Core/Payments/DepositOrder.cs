namespace PhantomParadox;

/// <summary>What a buyer was asked to pay in for a job, and what came.</summary>
public sealed record DepositOrder
{
    /// <summary>The reference that its deposits carry.</summary>
    public required DepositReference Reference { get; init; }

    /// <summary>The job that it is for.</summary>
    public required JobId Job { get; init; }

    /// <summary>The buyer's wallet.</summary>
    public required string Buyer { get; init; }

    /// <summary>What it is counted in.</summary>
    public required Currency Currency { get; init; }

    /// <summary>What the job asks for, in the currency's smallest unit.</summary>
    public required ulong Amount { get; init; }

    /// <summary>What has arrived for it, too much or too late included.</summary>
    public required ulong Arrived { get; init; }

    /// <summary>How it stands.</summary>
    public required DepositStatus Status { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Until when a deposit funds the job; what comes later goes back.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>
    /// Until when deposits are looked for, if the market stays up, so that what comes late goes back: 60 h. They may arrive for 48 h; time in
    /// which the market is down doesn't count for the looking.
    /// </summary>
    public required DateTimeOffset WatchedUntil { get; init; }
}

/// <summary>How an order for a deposit stands.</summary>
public enum DepositStatus : byte
{
    /// <summary>It waits for its deposit.</summary>
    Awaited = 1,

    /// <summary>Its job is funded.</summary>
    Funded = 2,

    /// <summary>Its job ended without it: cancelled, or the time was over.</summary>
    Lapsed = 3,
}
