using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Checks;

/// <summary>A job stands only where somebody took it whom nobody refused, and never goes back.</summary>
internal static class JobProgress
{
    public static void Check(JobHistory job, ObservedJob shown, Findings findings)
    {
        Justify(job, shown, findings);
        findings.That(shown.Paid >= 0 && shown.Paid <= shown.Amount, $"{shown.Paid} of {shown.Amount} is paid");
        if (job.Seen is { } seen)
            Compare(seen, shown, findings);
    }

    private static void Justify(JobHistory job, ObservedJob shown, Findings findings)
    {
        var succeeded = job.Possible(Deed.Succeed).Any(end => end.Mark == shown.Proof && end.Caller == shown.Agent);
        var failed = job.Possible(Deed.Fail).Any(end => end.Mark == shown.Proof && end.Caller == shown.Agent);
        findings.That(shown.Status switch
        {
            "pending" => shown is { Agent: null, Success: null },
            "assigned" => shown is { Agent: not null, Success: null },
            "in_progress" => job.Possible(Deed.Progress).Any(),
            "completed" => succeeded && (shown.Dispute is null || Ruling.HasSettled(shown)),
            "failed" => failed,
            "disputed" => succeeded && job.Possible(Deed.Reject).Any(reject => reject.Mark == shown.Dispute?.Reason),
            "cancelled" => shown.Agent is null && job.Possible(Deed.Cancel).Any(),
            _ => false,
        }, $"nobody brought the job to '{shown.Status}'");
        findings.That(shown.Settlement switch
        {
            _ when Ruling.HasSettled(shown) => job.Possible(Deed.Reject).Any(reject => reject.Mark == shown.Dispute?.Reason),
            "escrowed" => shown.Status is "pending" or "assigned" or "in_progress" or "completed" or "failed",
            "frozen" => shown.Status == "disputed",
            "released" => shown.Status == "completed" && shown.Paid == shown.Amount && (job.AutoApprove || job.Possible(Deed.Approve).Any()),
            "refunded" => shown.Status is "cancelled" or "failed" && shown.Paid == 0,
            "split" => shown.Status == "failed" && shown.Paid < shown.Amount && job.Possible(Deed.Progress).Any(),
            _ => false,
        }, $"nobody settled the job as '{shown.Settlement}'");
        // Streamed payment follows progress; without it there is none before the end.
        findings.That(
            shown.Paid == 0 || shown.Settlement == "released" || Ruling.HasSettled(shown) || (job.AutoApprove && job.Possible(Deed.Progress).Any()),
            "something is paid before its time");
    }

    private static void Compare(ObservedJob seen, ObservedJob shown, Findings findings)
    {
        findings.That(
            Rank(shown) > Rank(seen) || shown.Status == seen.Status, $"the job went from '{seen.Status}' to '{shown.Status}'");
        findings.That(shown.Paid >= seen.Paid, $"the payment went from {seen.Paid} to {shown.Paid}");
        findings.That(seen.Agent is null || shown.Agent == seen.Agent, $"the job went from agent {seen.Agent} to {shown.Agent}");
        findings.That(seen.Proof is null || shown.Proof == seen.Proof, "the result has changed");
        findings.That(seen.Dispute is null || (shown.Dispute?.Id == seen.Dispute.Id && shown.Dispute.Reason == seen.Dispute.Reason), "the dispute has changed");
        findings.That(
            seen.Settlement is "escrowed" || (seen.Settlement == "frozen" && Ruling.HasSettled(shown)) || shown.Settlement == seen.Settlement,
            $"the money went from '{seen.Settlement}' to '{shown.Settlement}'");
    }

    private static int Rank(ObservedJob job) => job.Status switch
    {
        _ when Ruling.HasSettled(job) => 5,
        "pending" => 0,
        "assigned" => 1,
        "in_progress" => 2,
        "completed" or "failed" => 3,
        _ => 4,
    };
}
