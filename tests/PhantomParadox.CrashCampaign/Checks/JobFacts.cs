using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Checks;

/// <summary>What was acknowledged about a job must show, exactly.</summary>
internal static class JobFacts
{
    public static void Check(JobHistory job, ObservedJob shown, Findings findings)
    {
        findings.That(job.Id is null || job.Id == shown.Id, $"the job was acknowledged as {job.Id}");
        findings.That(job.Dispute is null || job.Dispute == shown.Dispute?.Id, $"the dispute was acknowledged as {job.Dispute}");
        findings.That(shown.Buyer == job.Buyer, "the buyer is another");
        findings.That(shown.Type == job.Type, "the type is another");
        findings.That(shown.Amount == job.Amount, "the amount is another");
        findings.That(shown.AutoApprove == job.AutoApprove, "autoApprove is another");

        foreach (var claim in job.Done(Deed.Claim))
            findings.That(shown.Agent == claim.Caller && shown.Status is not "pending" and not "cancelled", "an acknowledged claim is gone");
        foreach (var end in job.Done(Deed.Succeed))
        {
            findings.That(
                shown.Agent == end.Caller && shown.Proof == end.Mark && shown is { Success: true, Status: "completed" or "disputed" },
                "an acknowledged completion is gone");
            findings.That(!job.AutoApprove || IsPaid(shown), "a job that approves itself is completed and not paid");
        }
        foreach (var end in job.Done(Deed.Fail))
        {
            findings.That(
                shown.Agent == end.Caller && shown.Proof == end.Mark && shown is { Success: false, Status: "failed" },
                "an acknowledged failure is gone");
        }
        if (job.Done(Deed.Approve).Any())
            findings.That(shown is { Status: "completed", Dispute: null } && IsPaid(shown), "an acknowledged approval is gone");
        foreach (var reject in job.Done(Deed.Reject))
        {
            findings.That(
                (shown is { Status: "disputed", Settlement: "frozen" } || Ruling.HasSettled(shown)) && shown.Dispute?.Reason == reject.Mark,
                "an acknowledged reject is gone");
        }
        if (job.Done(Deed.Cancel).Any())
            findings.That(shown is { Status: "cancelled", Settlement: "refunded", Paid: 0 }, "an acknowledged cancel is gone");
    }

    private static bool IsPaid(ObservedJob shown) => shown.Settlement == "released" && shown.Paid == shown.Amount;
}
