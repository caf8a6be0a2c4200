using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>A buyer approves a completed job.</summary>
internal sealed class ApproveJob(JobId job, string buyer, ReadBack readBack) : JobCommand(job, readBack)
{
    protected override void Decide(Decision decision, Handle handle, ref JobRow row)
    {
        if (!IsBuyer(decision.Market, row, buyer))
            return;
        if (row.Settlement is Settlement.Released or Settlement.Refunded or Settlement.Split)
            Refuse(RefusalCode.AlreadySettled, "The job's payment has moved already.");
        else if (row is { Status: JobStatus.Completed, Settlement: Settlement.Escrowed })
            JobMoney.PayOut(decision, handle, row, "approved");
        else
            Refuse(RefusalCode.InvalidState, "Only a completed job can be approved.");
    }
}
