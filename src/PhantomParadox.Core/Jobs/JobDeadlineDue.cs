using PhantomParadox.Reputation;

namespace PhantomParadox.Jobs;

/// <summary>A job's deadline has passed, or the time for its deposit.</summary>
internal sealed class JobDeadlineDue : InternalCommand
{
    private int _slot;

    public JobDeadlineDue For(int slot)
    {
        _slot = slot;
        return this;
    }

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        var job = market.Jobs.HandleOf(_slot);
        ref var row = ref market.Jobs[_slot];
        if (row.IsLeased)
            LeaseEnding.Stop(decision, job, row, StopReasons.DeadlineExceeded);
        if (row.Has(JobFlags.CancelRequested))
        {
            // The buyer had given the job up already: nobody is to blame.
            LeaseEnding.Cancel(decision, job, row);
            return;
        }
        var isLate = !row.Has(JobFlags.AwaitsDeposit) || market.Jobs.ExtrasOf(row).Deadline is > 0 and var deadline && deadline <= decision.Now;
        LeaseEnding.Fail(decision, job, row, isLate ? JobFailure.DeadlineExceeded : JobFailure.DepositMissing);
        if (!row.IsLeased)
            return;
        ReputationChange.Take(decision, market.Agents.HandleOf(row.Agent - 1), ReputationFactKind.DeadlineMissed);
    }
}
