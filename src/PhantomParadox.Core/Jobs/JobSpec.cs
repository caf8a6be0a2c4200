namespace PhantomParadox;

/// <summary>A job as its buyer posts it.</summary>
public sealed record JobSpec
{
    // Few jobs have one: the others carry 8 bytes instead of 32.
    private readonly Expected? _deposit;

    /// <summary>The kind of work.</summary>
    public required JobType Type { get; init; }

    /// <summary>The buyer's wallet: 1 to 64 visible ASCII characters.</summary>
    public required string Buyer { get; init; }

    /// <summary>What is to be done: 1 to 16,384 bytes of UTF-8, not blank.</summary>
    public required string Description { get; init; }

    /// <summary>The payment in the smallest unit of <see cref="Currency"/>: 0 to 10¹⁵.</summary>
    public required ulong Amount { get; init; }

    /// <summary>What it is paid in. Default SOL.</summary>
    public Currency Currency { get; init; } = Currency.Sol;

    /// <summary>What it asks of its agent. Default nothing.</summary>
    public JobRequirements Requirements { get; init; } = JobRequirements.None;

    /// <summary>When it must be done: after now and at most 30 days ahead. Null is no deadline.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Whether success pays at once, without the buyer's approval. Default true.</summary>
    public bool AutoApprove { get; init; } = true;

    /// <summary>How many agents may fail before the job does: 1 to 10. Default 1.</summary>
    public int MaxAttempts { get; init; } = 1;

    /// <summary>The buyer's hint to a transaction that funded it, at most 128 characters. Null where there is none.</summary>
    public string? EscrowReference { get; init; }

    /// <summary>
    /// What the deposit carries that will pay for it: needed where <see cref="PaymentOptions.RequireEscrow"/> is on and the amount is more
    /// than 0, and refused otherwise. Default none.
    /// </summary>
    public DepositReference DepositReference
    {
        get => _deposit?.Reference ?? default;
        init => _deposit = value.IsNone ? null : new Expected(value);
    }

    /// <summary>Whether a deposit will pay for it.</summary>
    internal bool HasDeposit => _deposit is not null;

    /// <summary>32 bytes of the buyer's choice for a later jury draw; empty for none.</summary>
    public ReadOnlyMemory<byte> Nonce { get; init; }

    /// <summary>The buyer's own labels: at most 8 of 1 to 64 characters.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    private sealed record Expected(DepositReference Reference);
}
