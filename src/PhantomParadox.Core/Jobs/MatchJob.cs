using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>A job stands in its queue: looks for the best agent.</summary>
internal sealed class MatchJob : InternalCommand
{
    private Handle _job;

    public MatchJob For(Handle job)
    {
        _job = job;
        return this;
    }

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        if (!market.Jobs.IsLive(_job) || !market.Index.HasJob(_job.Slot))
            return;
        ref var row = ref market.Jobs[_job];
        var excluded = market.Jobs.ExtrasOf(row).ExcludedAgent - 1;
        var excludedOperator = excluded >= 0 ? market.Agents[excluded].Operator : 0;
        var agent = market.Index.FindAgent(row.Class, excluded, excludedOperator);
        if (agent >= 0)
            Assignment.Emit(decision, _job, row.Attempt + 1, agent);
    }
}
