using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>An agent has a free slot: looks for the oldest job that it can take, and so on while it has slots.</summary>
internal sealed class MatchAgent : InternalCommand
{
    private Handle _agent;
    private bool _found;

    public MatchAgent For(Handle agent)
    {
        _agent = agent;
        return this;
    }

    public override void Decide(Decision decision)
    {
        _found = false;
        var market = decision.Market;
        if (!market.Agents.IsLive(_agent) || !market.Index.HasAgent(_agent.Slot))
            return;
        ref var row = ref market.Agents[_agent];
        var job = market.Index.FindJob(row.CapabilitySet - 1, row.Shown, row.MaxBandwidth, _agent.Slot, row.Operator);
        _found = job >= 0;
        if (_found)
            Assignment.Emit(decision, market.Jobs.HandleOf(job), market.Jobs[job].Attempt + 1, _agent.Slot);
    }

    public override void Capture(Decision decision)
    {
        if (_found && decision.Market.Index.HasAgent(_agent.Slot))
            decision.Market.Work.FollowWithAgent(_agent);
    }
}
