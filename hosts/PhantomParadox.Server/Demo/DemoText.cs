using System.Globalization;

namespace PhantomParadox.Server.Demo;

/// <summary>Writes figures as lines.</summary>
internal static class DemoText
{
    private const int Events = 5;
    private const int CourtLines = 6;

    /// <summary>The lines of the live view, always the same number of them.</summary>
    public static IReadOnlyList<string> View(DemoSnapshot now, Uri address)
    {
        var (agents, jobs, disputes) = (now.Market.Agents, now.Market.Jobs, now.Market.Disputes);
        return
        [
            "",
            Line($"PhantomParadox demo   {address}   Ctrl+C ends it"),
            "",
            Line($"agents   {agents.Online,12:N0} online    {agents.Busy,6:N0} busy     {agents.Available,12:N0} available"),
            Line($"jobs     {jobs.Pending,12:N0} pending   {jobs.Assigned + jobs.InProgress,6:N0} active   {jobs.Completed,12:N0} completed"),
            Line($"         {jobs.Failed,12:N0} failed    {jobs.Disputed,6:N0} disputed {jobs.Cancelled,12:N0} cancelled"),
            Line($"pace     {now.JobsPerSecond,12:N1} jobs/s    {Latency(now.Median)} from post to agent (p50)"),
            Line($"money    {jobs.TotalPayments,12:N0} lamports paid    {now.Wrong:N0} wrong answers noticed"),
            "",
            Line($"court    {disputes.Open + disputes.JurySelection,12:N0} opened    {disputes.Voting,6:N0} voting   {disputes.Resolved,12:N0} ruled"),
            .. now.Court.Concat(Enumerable.Repeat("", CourtLines)).Take(CourtLines),
            "",
            .. now.Latest.Concat(Enumerable.Repeat("", Events)).Take(Events),
        ];
    }

    /// <summary>One line for a log.</summary>
    public static string Summary(DemoSnapshot now)
    {
        var (agents, jobs) = (now.Market.Agents, now.Market.Jobs);
        return Line(
            $"agents={agents.Online} busy={agents.Busy} pending={jobs.Pending} assigned={now.Assigned} done={now.Done} paid={now.Paid} lamports={jobs.TotalPayments} failed={jobs.Failed} disputed={jobs.Disputed} ruled={now.Market.Disputes.Resolved} cancelled={jobs.Cancelled} wrong={now.Wrong} jobs/s={now.JobsPerSecond:0.0} p50={Latency(now.Median)}");
    }

    /// <summary>A text that is safe on a terminal: a job's words are a stranger's, and an escape among them would be obeyed.</summary>
    public static string Fit(string text, int width)
    {
        var safe = string.Concat(text.Select(one => char.IsControl(one) ? '\uFFFD' : one));
        return safe.Length <= width ? safe : safe[..Math.Max(0, width - 1)] + '…';
    }

    private static string Latency(TimeSpan? median) => median is { } time ? Line($"{time.TotalMilliseconds:0.0}ms") : "-";

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
