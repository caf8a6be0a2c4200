namespace PhantomParadox.Protocol.Rest;

/// <summary>One payout, for operators: <c>GET /api/payouts/:id</c> and <c>POST /api/payouts/:id/resolve</c>.</summary>
/// <param name="Payout">The payout.</param>
public sealed record PayoutReply(WirePayoutRecord Payout);

/// <summary>A page of payouts, for operators: <c>GET /api/payouts</c>.</summary>
public sealed record PayoutListReply
{
    /// <summary>The payouts, newest first.</summary>
    public required IReadOnlyList<WirePayoutRecord> Payouts { get; init; }

    /// <summary>How many this page has.</summary>
    public required int Count { get; init; }

    /// <summary>Where the next page begins; null at the end.</summary>
    public string? NextCursor { get; init; }

    /// <summary>How the work on payouts stands; null where no settlement runs in the host that answers.</summary>
    public WireSettlementStatus? Settlement { get; init; }
}

/// <summary>A payout: what is carried out outside for several wallets at once. Amounts are in the currency's smallest unit, times epoch milliseconds.</summary>
public sealed record WirePayoutRecord
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary><c>open</c>, <c>paid</c>, <c>released</c> (owed again) or <c>review</c> (waits for an operator).</summary>
    public required string Status { get; init; }

    /// <summary><c>SOL</c> or <c>USDC</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>What its lines sum to.</summary>
    public required ulong Amount { get; init; }

    /// <summary>Who gets how much.</summary>
    public required IReadOnlyList<WirePayoutLine> Lines { get; init; }

    /// <summary>The transaction that carries it.</summary>
    public required string Signature { get; init; }

    /// <summary>The network that it is for: <c>solana:</c> and the genesis hash.</summary>
    public required string Network { get; init; }

    /// <summary>The last block height at which the transaction can take effect.</summary>
    public required ulong LastValidBlockHeight { get; init; }

    /// <summary>What the network takes for it, in lamports.</summary>
    public required ulong Fee { get; init; }

    /// <summary>When it was opened.</summary>
    public required long OpenedAt { get; init; }

    /// <summary>When it ended; null while it is open or in review.</summary>
    public long? EndedAt { get; init; }

    /// <summary>The slot of the block in which it took effect; null where it didn't.</summary>
    public ulong? Slot { get; init; }

    /// <summary>The network's word for a failure, why it is in review, or the operator's note; null where there is none.</summary>
    public string? Detail { get; init; }
}

/// <summary>One wallet's part of a payout.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Amount">How much, in the currency's smallest unit.</param>
public sealed record WirePayoutLine(string Wallet, ulong Amount);

/// <summary>How the work between the market and its settlement stands.</summary>
public sealed record WireSettlementStatus
{
    /// <summary>Whether <c>Payments:PayoutsPaused</c> is on.</summary>
    public required bool Paused { get; init; }

    /// <summary>Whether the newest call failed.</summary>
    public required bool Failing { get; init; }

    /// <summary>What went wrong last; null where nothing has since the start.</summary>
    public string? LastError { get; init; }

    /// <summary>When that was; null where nothing has.</summary>
    public long? LastErrorAt { get; init; }

    /// <summary>Payouts that are open.</summary>
    public required int Open { get; init; }

    /// <summary>When the oldest of them was opened; null where none is.</summary>
    public long? OldestOpen { get; init; }

    /// <summary>Payouts that wait for an operator.</summary>
    public required int InReview { get; init; }

    /// <summary>What wallets are owed and can't be paid for now, at most 100.</summary>
    public required IReadOnlyList<WireHeldPayout> Held { get; init; }
}

/// <summary>What a wallet is owed and can't be paid for now.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Currency"><c>SOL</c> or <c>USDC</c>.</param>
/// <param name="Amount">How much, in the currency's smallest unit.</param>
/// <param name="Reason">Why it can't be paid.</param>
/// <param name="Until">When it is tried again, unless more is owed before.</param>
public sealed record WireHeldPayout(string Wallet, string Currency, ulong Amount, string Reason, long Until);

/// <summary>An operator's word on a payout in review: <c>POST /api/payouts/:id/resolve</c>.</summary>
public sealed record ResolvePayoutRequest
{
    /// <summary>Required: whether it took effect; else its amounts are owed again.</summary>
    public bool? Paid { get; init; }

    /// <summary>Required: why, for the books, 1 to 512 characters, not blank.</summary>
    public string? Note { get; init; }
}
