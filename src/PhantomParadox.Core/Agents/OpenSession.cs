using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;
using PhantomParadox.Memory;
using PhantomParadox.Reputation;

namespace PhantomParadox.Agents;

/// <summary>Opens a session for a wallet, registering it if it is new, and tells it again of the work it holds.</summary>
internal sealed class OpenSession(SessionId session, AgentProfile profile) : AnsweredCommand<AgentId>
{
    private UInt128 _id;

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        var known = market.Wallets.TryFind(profile.Wallet, out var wallet);
        if (known && market.Wallets[wallet].Agent is > 0 and var link)
            Reopen(decision, market.Agents.HandleOf(link - 1));
        else
            Register(decision, known ? wallet : Handle.None);
    }

    public override void Capture(Decision decision) => Answer = new AgentId(Uuid.ToGuid(_id));

    private void Register(Decision decision, Handle wallet)
    {
        var market = decision.Market;
        if (wallet.IsNone)
        {
            wallet = market.Wallets.Next;
            decision.Emit(new WalletRegistered { Wallet = wallet, Text = profile.Wallet });
        }
        var agent = market.Agents.Next;
        var reputation = market.Reputation.Initial(decision.Today);
        var shown = market.Reputation.Shown(reputation);
        _id = Uuid.Create(decision.Now, decision.Random);
        var isBootstrap = market.Options.Jury.Bootstrap.Contains(profile.Wallet, StringComparer.Ordinal);
        decision.Emit(new AgentRegistered(
            agent, _id, wallet, reputation, shown, JuryWeights.Of(market, reputation, isBootstrap), isBootstrap));
        ProfileEvents.Emit(decision, agent, profile, shown, isNew: true);
        decision.Emit(new SessionOpened(agent, session.Value));
        decision.Send(EffectKind.SessionOpened, session.Value, agent);
    }

    private void Reopen(Decision decision, Handle agent)
    {
        var market = decision.Market;
        ref var row = ref market.Agents[agent];
        _id = row.Id;
        var change = new ReputationChange(market, agent);
        change.Decay(decision.Today);
        change.Emit(decision);
        ProfileEvents.Emit(decision, agent, profile, change.Shown, isNew: false);
        if (market.Agents.IsOnline(row) && row.Session != session.Value)
            decision.Send(EffectKind.SessionSuperseded, row.Session, agent);
        decision.Emit(new SessionOpened(agent, session.Value));
        decision.Send(EffectKind.SessionOpened, session.Value, agent);
        for (var link = row.HeldJobs.First; link != 0; link = market.Jobs[link - 1].NextOn(JobList.Held))
        {
            ref var job = ref market.Jobs[link - 1];
            var handle = market.Jobs.HandleOf(link - 1);
            decision.Send(EffectKind.JobAssigned, session.Value, handle);
            if (job.Has(JobFlags.CancelRequested))
                decision.Send(EffectKind.StopWorkConfirm, session.Value, handle, (ulong)job.Attempt, StopReasons.BuyerCancelled);
        }
        for (var link = row.FirstDuty; link != 0; link = market.Court.Duties[link - 1].NextOfAgent)
            Remind(decision, market.Court.Duties[link - 1]);
    }

    private void Remind(Decision decision, in DutyRow duty)
    {
        ref var round = ref decision.Market.Court.Rounds[duty.Round];
        EffectKind? kind = (duty.State, round.Phase) switch
        {
            (DutyState.Offered, _) => EffectKind.JuryInvite,
            (DutyState.Sealed, RoundPhase.Revealing) => EffectKind.JuryReveal,
            (_, RoundPhase.Voting) => EffectKind.JuryCase,
            _ => null,
        };
        if (kind is { } due)
            decision.Send(due, session.Value, decision.Market.Disputes.HandleOf(round.Dispute));
    }
}
