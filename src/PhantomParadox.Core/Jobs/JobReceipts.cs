using PhantomParadox.Idempotency;
using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>Copies out what a command left behind.</summary>
internal static class JobReceipts
{
    /// <summary>
    /// What is said of a command that was carried out before. Of a job that has left memory little is known here; the archive knows the rest.
    /// </summary>
    public static JobReceipt Again(Market market, UInt128 id, ReadBack readBack, in KeptAnswer kept)
    {
        var receipt = market.Jobs.TryFind(id, out var job)
            ? Of(market, job, readBack)
            : new JobReceipt { Id = new JobId(Uuid.ToGuid(id)), Status = default, Settlement = default, Missing = readBack };
        return kept.Result == 0 ? receipt : receipt with { Status = (JobStatus)kept.Result };
    }

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

    public static JobReceipt Of(Market market, Handle job, ReadBack readBack)
    {
        ref var row = ref market.Jobs[job];
        return new JobReceipt
        {
            Id = new JobId(Uuid.ToGuid(row.Id)),
            Status = row.Status,
            Settlement = row.Settlement,
            Attempt = row.Attempt,
            Paid = row.Paid,
            Deposit = Payments.DepositOrders.OfJob(market, row),
            Record = readBack == ReadBack.Record ? JobRecords.Of(market, job.Slot) : null,
        };
    }
}
