namespace PhantomParadox.Payments;

/// <summary>Copies the sums out.</summary>
internal static class TotalsReader
{
    public static IReadOnlyList<TreasuryTotals> Read(Market market)
    {
        List<TreasuryTotals> totals = [];
        foreach (var currency in Enum.GetValues<Currency>())
        {
            var held = market.Sums.InEscrow(currency) + market.Ledger.Bonds(currency) + market.Ledger.Protocol(currency);
            totals.Add(new TreasuryTotals(
                currency, market.Sums.Deposited(currency), market.Sums.PaidOut(currency), (UInt128)market.Ledger.UnderWay(currency),
                (UInt128)market.Ledger.Owed(currency), market.Sums.Fees(currency), (UInt128)held));
        }
        return totals;
    }
}
