using PhantomParadox.Jobs;

namespace PhantomParadox.Agents;

/// <summary>An offline agent's time is over: it loses its leases, or is forgotten.</summary>
internal sealed class AgentTimerDue : InternalCommand
{
    private int _slot;

    public AgentTimerDue For(int slot)
    {
        _slot = slot;
        return this;
    }

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        var agent = market.Agents.HandleOf(_slot);
        // A session that a stop cut off isn't wound up before its sweep: till then its timer is that of a rest.
        if (market.Agents[_slot].Has(AgentFlags.SessionOpen))
            decision.Emit(new CooldownEnded(agent));
        else if (market.Agents[_slot].Held == 0)
            decision.Emit(new AgentForgotten(agent));
        else
            LeaseEnding.LoseAll(decision, agent);
    }
}
