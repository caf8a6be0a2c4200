using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;

namespace PhantomParadox;

/// <summary>Fills in the messages that decisions cause.</summary>
internal sealed class EffectWriter(Market market)
{
    private static readonly AgentMessage ProfileAccepted = new AgentMessage.ProfileAccepted();
    private static readonly AgentMessage SessionSuperseded = new AgentMessage.SessionSuperseded();

    public AgentMessage Describe(in Effect effect) => effect.Kind switch
    {
        EffectKind.SessionOpened => new AgentMessage.SessionOpened(new AgentId(Uuid.ToGuid(market.Agents[effect.Subject].Id))),
        EffectKind.ProfileAccepted => ProfileAccepted,
        EffectKind.SessionSuperseded => SessionSuperseded,
        EffectKind.JobAssigned => new AgentMessage.JobAssigned(JobRecords.Of(market, effect.Subject.Slot)),
        EffectKind.StopWork => Stop(effect, confirmationWanted: false),
        EffectKind.StopWorkConfirm => Stop(effect, confirmationWanted: true),
        EffectKind.PaymentReleased => Paid(effect),
        EffectKind.JuryInvite or EffectKind.JuryCase or EffectKind.JuryEvidence or EffectKind.JuryReveal or EffectKind.VerdictReached =>
            Court(effect.Kind, DisputeRecords.Of(market, effect.Subject.Slot)),
        _ => throw new ArgumentOutOfRangeException(nameof(effect)),
    };

    private AgentMessage.StopWork Stop(in Effect effect, bool confirmationWanted) => new(
        IdOf(effect), (int)effect.Amount, effect.Reason!, confirmationWanted);

    private AgentMessage.PaymentReleased Paid(in Effect effect)
    {
        ref var job = ref market.Jobs[effect.Subject];
        return new AgentMessage.PaymentReleased(new JobId(Uuid.ToGuid(job.Id)), job.Type, effect.Amount, job.Currency, effect.Reason!);
    }

    private static AgentMessage Court(EffectKind kind, DisputeRecord dispute) => kind switch
    {
        EffectKind.JuryInvite => new AgentMessage.JuryInvited(dispute.Id, dispute.Category, dispute.JuryDeadline ?? dispute.CreatedAt),
        EffectKind.JuryCase => new AgentMessage.JuryCase(dispute, dispute.VotingDeadline ?? dispute.CreatedAt),
        EffectKind.JuryEvidence => new AgentMessage.JuryEvidence(dispute),
        EffectKind.JuryReveal => new AgentMessage.JuryReveal(dispute.Id, dispute.VotingDeadline ?? dispute.CreatedAt),
        _ => new AgentMessage.VerdictReached(dispute.Id, dispute.Verdict ?? default, dispute.AppealDeadline),
    };

    private JobId IdOf(in Effect effect) => new(Uuid.ToGuid(market.Jobs[effect.Subject].Id));
}
