using PhantomParadox.Identity;

namespace PhantomParadox.Agents;

/// <summary>Replaces the profile of a session's agent.</summary>
internal sealed class UpdateProfile(SessionId session, AgentProfile profile) : AnsweredCommand<AgentId>
{
    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        if (!market.Agents.TryFindSession(session.Value, out var agent))
        {
            Refuse(RefusalCode.SessionUnknown, "The session is not open, or another has taken its place.");
            return;
        }
        ref var row = ref market.Agents[agent];
        if (!market.Wallets.TryFind(profile.Wallet, out var wallet) || wallet.Slot != row.Wallet)
        {
            Refuse(RefusalCode.SessionUnknown, "The session belongs to another wallet.");
            return;
        }
        ProfileEvents.Emit(decision, agent, profile, row.Shown, isNew: false);
        decision.Send(EffectKind.ProfileAccepted, session.Value, agent);
        Answer = new AgentId(Uuid.ToGuid(row.Id));
    }
}
