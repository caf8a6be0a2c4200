namespace PhantomParadox.Jobs;

/// <summary>Completes what a command left behind.</summary>
internal static class JobReceipts
{
    /// <summary>The rest of what is said of a command that was carried out before, from the archive; a refusal where the job isn't kept.</summary>
    /// <param name="outcome">The answer, whose receipt lacks the rest.</param>
    /// <param name="job">The job; null where the archive hasn't it.</param>
    public static Outcome<JobReceipt> Complete(in Outcome<JobReceipt> outcome, JobRecord? job)
    {
        if (job is null)
            return new Outcome<JobReceipt>(new Refusal(RefusalCode.JobNotFound, "This was done before; the job is no longer kept."), outcome.Position);
        var receipt = outcome.Value;
        receipt = receipt with
        {
            Status = receipt.Status == default ? job.Status : receipt.Status,
            Settlement = job.Settlement,
            Attempt = job.Attempt,
            Paid = job.Paid,
            Deposit = job.Deposit,
            Record = receipt.Missing == ReadBack.Record ? job : null,
            Missing = null,
        };
        return new Outcome<JobReceipt>(receipt, outcome.Position) { Replayed = true };
    }
}
