using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>An agent confirms that it has stopped, as the buyer asked.</summary>
internal sealed class ConfirmCancel(JobId job, string wallet, int? attempt) : JobCommand(job, ReadBack.Receipt)
{
    protected override void Decide(Decision decision, Handle handle, ref JobRow row)
    {
        if (!IsHolder(decision.Market, row, wallet, attempt))
            return;
        if (row.Has(JobFlags.CancelRequested))
            LeaseEnding.Cancel(decision, handle, row);
        else
            Refuse(RefusalCode.InvalidState, "Nobody asked to cancel the job.");
    }
}
