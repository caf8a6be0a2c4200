using PhantomParadox.Agents;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>Decides a lease.</summary>
internal static class Assignment
{
    /// <summary>Leases a job to an agent and tells it.</summary>
    public static void Emit(Decision decision, Handle job, int attempt, int agent, bool claimed = false, ReadOnlySpan<byte> nonce = default)
    {
        var market = decision.Market;
        ref var holder = ref market.Agents[agent];
        var options = market.Options.Jobs;
        var start = holder.Has(AgentFlags.Acknowledges) && !claimed ? options.StartAcknowledgement : options.StartTimeout;
        decision.Emit(new JobAssigned
        {
            Job = job,
            Agent = market.Agents.HandleOf(agent),
            Attempt = attempt,
            StartDue = decision.MarketNow + start.Milliseconds(),
            Claimed = claimed,
            Nonce = nonce,
        });
        if (!claimed)
            decision.Send(EffectKind.JobAssigned, holder.Session, job);
    }
}
