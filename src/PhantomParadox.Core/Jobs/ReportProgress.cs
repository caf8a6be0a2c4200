using PhantomParadox.Agents;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>An agent reports progress; the first report starts the work.</summary>
internal sealed class ReportProgress(JobId job, string wallet, ProgressReport report, ReadBack readBack) : JobCommand(job, readBack)
{
    private const int WorthJournaling = 10;

    public static ReportProgress For(JobId job, string wallet, ProgressReport report, ReadBack readBack)
    {
        if (!Spares<ReportProgress>.TryTake(out var command))
            return new ReportProgress(job, wallet, report, readBack);
        command.Renew(job, wallet, report, readBack);
        return command;
    }

    protected override void Decide(Decision decision, Handle handle, ref JobRow row)
    {
        var market = decision.Market;
        if (!IsHolder(market, row, wallet, report.Attempt))
            return;
        var starts = row.Status == JobStatus.Assigned;
        var progress = Math.Max(report.Progress, row.Progress);
        var due = JobMoney.StreamedAt(market, row, progress, decision.MarketNow);
        var streams = due > row.Paid;
        var options = market.Options.Jobs;
        var isWorth = starts || streams || progress >= row.Progress + WorthJournaling
            || decision.Now - row.TouchedAt >= options.ProgressInterval.Milliseconds();
        if (!isWorth || report.Progress < row.Progress)
            return;
        var runDue = starts ? decision.MarketNow + options.MaxRuntime.Milliseconds() : 0;
        decision.Emit(new JobProgressed(handle, progress, report.Metrics, runDue));
        if (streams)
            JobMoney.Release(decision, handle, row, Math.Min(due - row.Paid, row.Escrow), "progress");
        StartTimeouts.Forgive(decision, row.Agent - 1);
    }

    protected override void Taken()
    {
        Reset();
        Renew(default, null!, default, default);
        Spares<ReportProgress>.Give(this);
    }

    private void Renew(JobId newJob, string newWallet, ProgressReport newReport, ReadBack newReadBack)
    {
        Aim(newJob, newReadBack);
        (wallet, report) = (newWallet, newReport);
    }
}
