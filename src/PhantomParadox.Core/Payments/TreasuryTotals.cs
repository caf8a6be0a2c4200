namespace PhantomParadox;

/// <summary>The sums of one currency since the market began, in its smallest unit.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="Deposited">What arrived and was counted.</param>
/// <param name="PaidOut">What payouts have paid.</param>
/// <param name="UnderWay">What open payouts and those in review hold.</param>
/// <param name="Owed">What wallets are owed and no payout is under way for.</param>
/// <param name="Fees">What the rail took for payouts, in lamports whatever the currency.</param>
/// <param name="Held">What jobs paid from deposits hold in escrow, what orders hold that wait, bonds, and what the market keeps.</param>
public sealed record TreasuryTotals(
    Currency Currency, UInt128 Deposited, UInt128 PaidOut, UInt128 UnderWay, UInt128 Owed, UInt128 Fees, UInt128 Held);
