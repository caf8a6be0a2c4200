using System.Globalization;
using System.Text;

namespace PhantomParadox.Cli;

/// <summary>Reports on journals for people.</summary>
internal static class JournalText
{
    public static string Of(JournalReport report)
    {
        var text = new StringBuilder();
        Line(text, $"{report.Path}: {report.Size} bytes in all files");
        if (report.TrimmedTo > 0)
            Line(text, $"trimmed up to position {report.TrimmedTo}; snapshots hold what was before");
        if (report.Batches == 0)
        {
            Line(text, $"no events");
        }
        else
        {
            Line(text, $"format {report.Format}, positions {report.FirstPosition} to {report.LastPosition} in {report.Batches} batches");
            Line(text, $"from {report.FirstAt:O} to {report.LastAt:O}");
            Line(text, $"epochs: {report.Terms.Count}, terms {string.Join(", ", report.Terms)}");
        }

        Line(text, $"snapshots: {(report.Snapshots.Count == 0 ? "none" : string.Join(", ", report.Snapshots))}");
        Line(text, $"acknowledged: {(report.AcknowledgedPosition == 0 ? "not known" : report.AcknowledgedPosition)}");
        foreach (var (type, count) in report.Events)
            Line(text, $"{count,12} {type}");
        return text.ToString();
    }

    public static string Of(CheckReport report)
    {
        var text = new StringBuilder();
        Line(text, $"{report.Path}: {report.Batches} batches up to position {report.Position}");
        if (report.ReplayedFrom > 0)
            Line(text, $"replayed from the snapshot of position {report.ReplayedFrom}; the journal was trimmed up to {report.TrimmedTo}");
        foreach (var snapshot in report.Snapshots)
            Line(text, $"snapshot {snapshot} holds");
        foreach (var failure in report.Failures)
            Line(text, $"{failure}");
        if (report.IsValid)
        {
            Line(text, $"state {report.StateHash}");
            Line(text, $"Verified: chain, frames, replay, and accounts that add up to 0.");
        }
        else
        {
            Line(text, $"NOT verified: {report.Failures.Count} {(report.Failures.Count == 1 ? "check fails" : "checks fail")}.");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
