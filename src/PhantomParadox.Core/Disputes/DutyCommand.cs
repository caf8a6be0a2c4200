using PhantomParadox.Idempotency;
using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>A command of an agent on its duty in a dispute.</summary>
internal abstract class DutyCommand(DisputeId dispute, AgentId agent) : AnsweredCommand<DisputeId>
{
    public override Admission Admission => Admission.Always;

    public sealed override void Decide(Decision decision)
    {
        var market = decision.Market;
        if (!market.Disputes.TryFind(Uuid.FromGuid(dispute.Value), out var handle))
        {
            Refuse(RefusalCode.DisputeNotFound, "There is no such dispute.");
            return;
        }
        var round = market.Disputes[handle].Round - 1;
        var duty = round >= 0 && market.Agents.TryFind(Uuid.FromGuid(agent.Value), out var caller)
            ? market.Court.DutyOf(market.Court.Rounds[round], caller.Slot)
            : Handle.None;
        Answer = dispute;
        Decide(decision, round, duty);
    }

    protected sealed override void Repeat(Decision decision, in KeptAnswer kept) => Answer = dispute;

    /// <summary>Decides for the agent's latest duty in the present round; none where it never had one.</summary>
    protected abstract void Decide(Decision decision, int round, Handle duty);

    /// <summary>Refuses unless the agent has a seat.</summary>
    protected bool IsSeated(Market market, Handle duty)
    {
        if (!duty.IsNone && market.Court.Duties[duty].State >= DutyState.Accepted)
            return true;
        Refuse(RefusalCode.NotAJuror, "The agent has no seat on this jury.");
        return false;
    }
}
