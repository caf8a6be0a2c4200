namespace PhantomParadox.Cli;

/// <summary>Ledger and chain of one market, side by side. Amounts are in the currency's smallest unit, as texts: they may be larger than a number of JSON.</summary>
internal sealed record ReconcileReport
{
    public required string Address { get; init; }

    public bool IsEqual => Differences.Count == 0;

    /// <summary>Position of the ledger's last event that was read.</summary>
    public required long Position { get; init; }

    /// <summary>The slot that the chain was read at.</summary>
    public required ulong Slot { get; init; }

    /// <summary>Deposits that were counted and are on the chain with their amount.</summary>
    public required int Deposits { get; init; }

    /// <summary>Payouts that were paid and are on the chain with their wallets and amounts.</summary>
    public required int Payouts { get; init; }

    /// <summary>Payouts and deposits on the chain from before the journal begins, which only sums can be held against; 0 where it is whole.</summary>
    public required int Earlier { get; init; }

    /// <summary>Sums of one currency.</summary>
    public required IReadOnlyList<ReconcileSums> Sums { get; init; }

    /// <summary>Lamports that token accounts of those who were paid took with them.</summary>
    public required string Rent { get; init; }

    /// <summary>Payouts that are open or in review, or ended only after the chain was read.</summary>
    public required IReadOnlyList<ReconcileUnderWay> UnderWay { get; init; }

    /// <summary>What each wallet that was paid or is owed has got, and gets.</summary>
    public required IReadOnlyList<ReconcileWallet> Wallets { get; init; }

    /// <summary>What moved on the chain and is no business of the ledger's, such as an operator's own top-ups.</summary>
    public required IReadOnlyList<string> Others { get; init; }

    /// <summary>What doesn't agree.</summary>
    public required IReadOnlyList<string> Differences { get; init; }
}

/// <summary>Sums of one currency.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="Deposited">What deposits brought that were counted.</param>
/// <param name="PaidOut">What payouts paid.</param>
/// <param name="Fees">What they cost, in lamports, with those that failed.</param>
/// <param name="Others">What moved besides.</param>
/// <param name="Balance">What the address has.</param>
/// <param name="Holds">What of that the ledger says is somebody's: escrow, what is owed or under way, bonds, what the market keeps.</param>
/// <param name="Own">The rest, which is the operator's own.</param>
internal sealed record ReconcileSums(
    string Currency, string Deposited, string PaidOut, string Fees, string Others, string Balance, string Holds, string Own);

/// <summary>A payout under way.</summary>
/// <param name="Payout">Its id.</param>
/// <param name="Status">How it stands in the ledger.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Amount">What it pays.</param>
/// <param name="Signature">Its transaction.</param>
/// <param name="Landed">Whether that is final on the chain.</param>
internal sealed record ReconcileUnderWay(string Payout, string Status, string Currency, string Amount, string Signature, bool Landed);

/// <summary>A wallet's money in one currency.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Confirmed">What payouts paid it on the chain, for good.</param>
/// <param name="UnderWay">What payouts under way hold for it.</param>
/// <param name="Owed">What it is owed besides.</param>
internal sealed record ReconcileWallet(string Wallet, string Currency, string Confirmed, string UnderWay, string Owed);
