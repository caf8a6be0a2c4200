namespace PhantomParadox.Jobs;

/// <summary>A job's deadline has passed.</summary>
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
        LeaseEnding.Fail(decision, job, row, JobFailure.DeadlineExceeded);
        if (!row.IsLeased)
            return;
        LeaseEnding.Stop(decision, job, row, StopReasons.DeadlineExceeded);
        LeaseEnding.Blame(decision, market.Agents.HandleOf(row.Agent - 1), ReputationFactKind.DeadlineMissed);
    }
}
