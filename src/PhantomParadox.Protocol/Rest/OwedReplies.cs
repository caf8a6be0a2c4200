namespace PhantomParadox.Protocol.Rest;

/// <summary>A page of what wallets are owed and no payout is under way for, for operators: <c>GET /api/payouts/owed</c>. Amounts are in the
/// currency's smallest unit.</summary>
public sealed record OwedListReply
{
    /// <summary><c>SOL</c> or <c>USDC</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>The wallets, the longest on the list first; perhaps fewer than were asked for, even none, while more follow.</summary>
    public required IReadOnlyList<WireOwed> Owed { get; init; }

    /// <summary>How many this page has.</summary>
    public required int Count { get; init; }

    /// <summary>Where the next page begins; null at the end.</summary>
    public string? NextCursor { get; init; }

    /// <summary>What all wallets together are owed, whatever was asked for.</summary>
    public required ulong Total { get; init; }

    /// <summary>What the cap of the day still allows to be paid; null where there is none.</summary>
    public ulong? LeftToday { get; init; }
}

/// <summary>What one wallet is owed.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Amount">How much, within the cap of a single payout.</param>
/// <param name="Since">Since when, in epoch milliseconds.</param>
public sealed record WireOwed(string Wallet, ulong Amount, long Since);
