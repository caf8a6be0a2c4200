namespace PhantomParadox.Protocol.Rest;

/// <summary>What a job asks of its agent, beyond its type as a capability. A null member asks nothing.</summary>
public sealed record WireRequirements
{
    /// <summary>Least bandwidth in Mbit/s, 0 or more.</summary>
    public long? MinBandwidth { get; set; }

    /// <summary>Least reputation, 0 to 100.</summary>
    public int? MinReputation { get; set; }

    /// <summary>Capabilities it must have: at most 32 names of <c>[A-Za-z0-9._:-]{1,64}</c>.</summary>
    public IReadOnlyList<string>? Capabilities { get; set; }
}

/// <summary>What a job pays.</summary>
public sealed record WirePayment
{
    /// <summary>The payment in the currency's smallest unit, 0 to 10¹⁵.</summary>
    public required long Amount { get; init; }

    /// <summary><c>SOL</c> or <c>USDC</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>The buyer's hint to a transaction that funded it; null where there is none.</summary>
    public string? EscrowTxId { get; init; }

    /// <summary>What has been released to the agent; at most <see cref="Amount"/>.</summary>
    public required long Paid { get; init; }

    /// <summary>What the buyer is asked to pay in; null where nothing is, and in lists.</summary>
    public WireDeposit? Deposit { get; init; }
}

/// <summary>What a buyer is asked to pay in for a job, and what came.</summary>
public sealed record WireDeposit
{
    /// <summary>The address to pay to; null where the host that answers doesn't know it.</summary>
    public string? To { get; init; }

    /// <summary>How much, in the currency's smallest unit.</summary>
    public required ulong Amount { get; init; }

    /// <summary>What the deposit has to carry, so that it is known for whose job it is: base58 of 32 bytes.</summary>
    public required string Reference { get; init; }

    /// <summary>Until when it counts, in epoch milliseconds; what comes later goes back.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>What has arrived, in the currency's smallest unit.</summary>
    public required ulong Arrived { get; init; }

    /// <summary><c>awaited</c>, <c>funded</c>, or <c>lapsed</c> where the job ended without it.</summary>
    public required string Status { get; init; }
}

/// <summary>What an agent reports of its work. A null member was not reported.</summary>
public sealed record WireMetrics
{
    /// <summary>Bytes processed, 0 to 2⁵³ − 1.</summary>
    public long? BytesProcessed { get; init; }

    /// <summary>Compute cycles spent, 0 to 2⁵³ − 1.</summary>
    public long? ComputeCycles { get; init; }

    /// <summary>Duration in milliseconds, 0 to 2⁵³ − 1.</summary>
    public long? Duration { get; init; }
}

/// <summary>How an attempt ended.</summary>
public sealed record WireResult
{
    /// <summary>Whether the work was done.</summary>
    public required bool Success { get; init; }

    /// <summary>The result; null where there is none.</summary>
    public string? Output { get; init; }

    /// <summary>A hash that proves the work; null where there is none.</summary>
    public string? ProofHash { get; init; }
}

/// <summary>Why a job failed.</summary>
/// <param name="Code"><c>deadline_exceeded</c>, <c>attempt_failed</c>, <c>max_runtime_exceeded</c>, <c>lease_lost</c> or <c>deposit_missing</c>.</param>
/// <param name="Detail">The same in words.</param>
public sealed record WireFailure(string Code, string Detail);
