using PhantomParadox.Agents;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>Decides a lease.</summary>
internal static class Assignment
{
    /// <summary>Leases a job to an agent and tells it.</summary>
    public static void Emit(Decision decision, Handle job, Handle agent, bool claimed, ReadOnlySpan<byte> nonce)
    {
        var market = decision.Market;
        ref var row = ref market.Jobs[job];
        ref var holder = ref market.Agents[agent];
        var options = market.Options.Jobs;
        var start = holder.Has(AgentFlags.Acknowledges) && !claimed ? options.StartAcknowledgement : options.StartTimeout;
        decision.Emit(new JobAssigned
        {
            Job = job,
            Agent = agent,
            Attempt = row.Attempt + 1,
            StartDue = decision.MarketNow + start.Milliseconds(),
            Claimed = claimed,
            Nonce = nonce,
        });
        if (!claimed)
            decision.Send(EffectKind.JobAssigned, holder.Session, job);
    }
}
