using System.Text;
using PhantomParadox.Verification;

namespace PhantomParadox.Cli;

/// <summary>A report for people: one line a failure, and one that says it all.</summary>
internal static class ReportText
{
    public static string Of(ProofReport report)
    {
        var text = new StringBuilder();
        if (report.Dispute is { } dispute)
            text.Append($"dispute {dispute}: {report.Status}").Append(report.Verdict is null ? "" : $", {report.Verdict}")
                .AppendLine($", {report.Rounds} {(report.Rounds == 1 ? "round" : "rounds")}");
        foreach (var note in report.Notes)
            text.AppendLine($"note: {note}");
        foreach (var failure in report.Failures)
            text.AppendLine(failure.ToString());
        var count = report.Failures.Count;
        return text.AppendLine(report.IsValid ? "Verified: all of it holds." : $"NOT verified: {count} {(count == 1 ? "check fails" : "checks fail")}.")
            .ToString();
    }
}
