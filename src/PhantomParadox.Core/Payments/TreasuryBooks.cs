namespace PhantomParadox;

/// <summary>The books of a market's money outside, as its state has them, whatever of the journal is left.</summary>
/// <param name="Totals">The sums since the market began, one for each currency.</param>
/// <param name="Wallets">Every wallet that ever had an account, once for each currency that it has one in.</param>
/// <param name="Payouts">The payouts that are open or in review, and those that ended within <c>Payments:PayoutRetention</c>; newest first.</param>
public sealed record TreasuryBooks(
    IReadOnlyList<TreasuryTotals> Totals, IReadOnlyList<WalletBook> Wallets, IReadOnlyList<PayoutRecord> Payouts);

/// <summary>What the books say of one wallet in one currency, in its smallest unit.</summary>
/// <param name="Row">How events of the journal name the wallet: <c>slot/generation</c>.</param>
/// <param name="Wallet">The wallet.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Outside">What it got outside less what it paid in, since the market began; jobs posted on the ledger's word count as paid in.</param>
/// <param name="Owed">What it is owed and no payout is under way for.</param>
/// <param name="UnderWay">What payouts that are open or in review hold for it.</param>
public sealed record WalletBook(string Row, string Wallet, Currency Currency, Int128 Outside, UInt128 Owed, UInt128 UnderWay);
