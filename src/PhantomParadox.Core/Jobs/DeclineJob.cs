using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>An agent hands an assignment back before work began.</summary>
internal sealed class DeclineJob(JobId job, string wallet, int? attempt) : JobCommand(job, ReadBack.Receipt)
{
    protected override void Decide(Decision decision, Handle handle, ref JobRow row)
    {
        if (!IsHolder(decision.Market, row, wallet, attempt))
            return;
        if (row.Status == JobStatus.InProgress)
        {
            Refuse(RefusalCode.InvalidState, "Work has begun; report a result without success instead.");
            return;
        }
        if (row.Has(JobFlags.CancelRequested))
            LeaseEnding.Cancel(decision, handle, row);
        else
        {
            decision.Emit(new JobRequeued(
                handle, RequeueReason.Declined, decision.Market.Agents.HandleOf(row.Agent - 1), row.FailedAttempts, row.LeaseLosses, 0));
        }
    }
}
