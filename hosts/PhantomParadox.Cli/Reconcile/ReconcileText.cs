using System.Text;

namespace PhantomParadox.Cli;

/// <summary>A reconciliation for people.</summary>
internal static class ReconcileText
{
    public static string Of(ReconcileReport report)
    {
        var text = new StringBuilder().AppendLine($"address {report.Address}: {report.Deposits} deposits and {report.Payouts} payouts agree with the chain");
        foreach (var sums in report.Sums)
            text.AppendLine($"{sums.Currency}: deposited {sums.Deposited}, paid out {sums.PaidOut}, fees {sums.Fees}, others {sums.Others}, balance {sums.Balance}");
        if (report.Rent != "0")
            text.AppendLine($"rent of token accounts: {report.Rent} lamports");
        foreach (var other in report.Others)
            text.AppendLine($"not in the ledger: {other}");
        foreach (var difference in report.Differences)
            text.AppendLine($"difference: {difference}");
        var count = report.Differences.Count;
        return text.AppendLine(report.IsEqual ? "Ledger and chain agree." : $"Ledger and chain do NOT agree: {count} {(count == 1 ? "difference" : "differences")}.").ToString();
    }
}
