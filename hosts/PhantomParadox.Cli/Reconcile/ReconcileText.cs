using System.Text;

namespace PhantomParadox.Cli;

/// <summary>A reconciliation for people.</summary>
internal static class ReconcileText
{
    public static string Of(ReconcileReport report)
    {
        var text = new StringBuilder().AppendLine($"address {report.Address}: {report.Deposits} deposits and {report.Payouts} payouts agree with the chain");
        if (report.Earlier > 0)
            text.AppendLine($"before the journal begins: {report.Earlier} transactions on the chain, held against the sums");
        foreach (var sums in report.Sums)
        {
            text.AppendLine($"{sums.Currency}: deposited {sums.Deposited}, paid out {sums.PaidOut}, fees {sums.Fees}, others {sums.Others}, balance {sums.Balance}");
            text.AppendLine($"{sums.Currency}: of the balance {sums.Holds} is held for others, {sums.Own} is the operator's own");
        }

        if (report.Rent != "0")
            text.AppendLine($"rent of token accounts: {report.Rent} lamports");
        text.AppendLine($"wallets: {report.Wallets.Count}");
        foreach (var open in report.UnderWay)
            text.AppendLine($"under way: payout {open.Payout} of {open.Amount} {open.Currency} is {open.Status} in the ledger, {open.Signature} is {(open.Landed ? "" : "not ")}on the chain");
        foreach (var other in report.Others)
            text.AppendLine($"not in the ledger: {other}");
        foreach (var difference in report.Differences)
            text.AppendLine($"difference: {difference}");
        var count = report.Differences.Count;
        return text.AppendLine(report.IsEqual ? "Ledger and chain agree." : $"Ledger and chain do NOT agree: {count} {(count == 1 ? "difference" : "differences")}.").ToString();
    }
}
