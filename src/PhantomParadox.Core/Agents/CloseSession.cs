using PhantomParadox.Identity;

namespace PhantomParadox.Agents;

/// <summary>Takes an agent offline; its leases end when the heartbeat timeout has passed since its last word.</summary>
internal sealed class CloseSession(SessionId session, TimeSpan silence) : AnsweredCommand<AgentId>
{
    public override Admission Admission => Admission.Always;

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        if (!market.Agents.TryFindSession(session.Value, out var agent))
        {
            Refuse(RefusalCode.SessionUnknown, "The session is not open, or another has taken its place.");
            return;
        }
        ref var row = ref market.Agents[agent];
        var options = market.Options.Agents;
        // Its session was opened by a word of its own: it can't have been silent for longer.
        var silent = Math.Clamp(silence.Milliseconds(), 0, Math.Max(0, decision.Now - row.ConnectedAt));
        var leasesEnd = row.Held > 0 ? Math.Max(1, decision.MarketNow - silent + options.HeartbeatTimeout.Milliseconds()) : 0;
        var forgottenAt = row.Held == 0 && !row.Has(AgentFlags.HasHistory)
            ? decision.MarketNow + options.ForgetAfter.Milliseconds()
            : 0;
        decision.Emit(new SessionClosed(agent, decision.Now - silent, leasesEnd, forgottenAt));
        Answer = new AgentId(Uuid.ToGuid(row.Id));
    }
}
