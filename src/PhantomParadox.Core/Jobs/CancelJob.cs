using PhantomParadox.Idempotency;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>A buyer cancels a pending job, or asks the agent of a running one to stop.</summary>
internal sealed class CancelJob(JobId job, string buyer, bool running, ReadBack readBack) : JobCommand(job, readBack)
{
    private JobStatus _status;

    protected override void Decide(Decision decision, Handle handle, ref JobRow row)
    {
        var market = decision.Market;
        if (!IsBuyer(market, row, buyer))
            return;
        _status = row.Status == JobStatus.Pending ? JobStatus.Cancelled : row.Status;
        if (row.Status == JobStatus.Pending)
            LeaseEnding.Cancel(decision, handle, row);
        else if (!row.IsLeased)
            Refuse(RefusalCode.InvalidState, "The job has ended, or a dispute decides.");
        else if (!running)
            Refuse(RefusalCode.InvalidState, "An agent holds the job; say \"running\": true to cancel it all the same.");
        else if (!row.Has(JobFlags.CancelRequested))
        {
            decision.Emit(new CancelRequested(handle, decision.MarketNow + market.Options.Jobs.CancelGrace.Milliseconds()));
            decision.Send(
                EffectKind.StopWorkConfirm, market.Agents[row.Agent - 1].Session, handle, (ulong)row.Attempt, StopReasons.BuyerCancelled);
        }
    }

    // Whether the job was cancelled at once its later status can't tell.
    protected override KeptAnswer Keep(Decision decision) => new(0, (byte)_status);
}
