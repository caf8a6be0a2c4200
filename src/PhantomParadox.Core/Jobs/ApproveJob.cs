using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>A buyer approves a completed job.</summary>
internal sealed class ApproveJob(JobId job, string buyer, ReadBack readBack) : JobCommand(job, readBack)
{
    public static ApproveJob For(JobId job, string buyer, ReadBack readBack)
    {
        if (!Spares<ApproveJob>.TryTake(out var command))
            return new ApproveJob(job, buyer, readBack);
        command.Renew(job, buyer, readBack);
        return command;
    }

    public override bool MayCredit(Decision decision, out PairKey pair) => MayCreditHolder(decision.Market, JobFlags.None, out pair);

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

    protected override void Taken()
    {
        Reset();
        Renew(default, null!, default);
        Spares<ApproveJob>.Give(this);
    }

    private void Renew(JobId newJob, string newBuyer, ReadBack newReadBack)
    {
        Aim(newJob, newReadBack);
        buyer = newBuyer;
    }
}
