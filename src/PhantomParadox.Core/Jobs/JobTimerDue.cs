using PhantomParadox.Agents;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>A job's timer has run out; which one depends on where the job stands.</summary>
internal sealed class JobTimerDue : InternalCommand
{
    private int _slot;

    public JobTimerDue For(int slot)
    {
        _slot = slot;
        return this;
    }

    public override void Decide(Decision decision)
    {
        var job = decision.Market.Jobs.HandleOf(_slot);
        ref var row = ref decision.Market.Jobs[_slot];
        switch (row.Status)
        {
            case JobStatus.Pending when row.Has(JobFlags.Queued) || row.WaitsUntil <= decision.MarketNow:
                LeaseEnding.Fail(decision, job, row, JobFailure.DeadlineExceeded);
                break;
            case JobStatus.Pending:
                decision.Emit(new JobQueued(job));
                break;
            case JobStatus.Assigned or JobStatus.InProgress when row.Has(JobFlags.CancelRequested):
                LeaseEnding.Stop(decision, job, row, StopReasons.BuyerCancelled);
                LeaseEnding.Cancel(decision, job, row);
                break;
            case JobStatus.Assigned:
                TakeBack(decision, job, row);
                break;
            case JobStatus.InProgress:
                LeaseEnding.Stop(decision, job, row, StopReasons.MaxRuntimeExceeded);
                LeaseEnding.FailAttempt(decision, job, row, JobFailure.MaxRuntimeExceeded, hasResult: false);
                break;
            case JobStatus.Completed:
                JobMoney.PayOut(decision, job, row, "approval_window");
                break;
            default:
                JobMoney.Refund(decision, job, row);
                break;
        }
    }

    private static void TakeBack(Decision decision, Handle job, in JobRow row)
    {
        var agent = decision.Market.Agents.HandleOf(row.Agent - 1);
        LeaseEnding.Stop(decision, job, row, StopReasons.StartTimeout);
        decision.Emit(new JobRequeued(job, RequeueReason.StartTimeout, agent, row.FailedAttempts, row.LeaseLosses, 0));
        StartTimeouts.Count(decision, agent);
    }
}
