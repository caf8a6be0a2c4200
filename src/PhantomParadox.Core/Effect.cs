using PhantomParadox.Memory;

namespace PhantomParadox;

/// <summary>A message that a decision causes; filled in from the state after the decision's events were applied.</summary>
/// <param name="Kind">Which message.</param>
/// <param name="Session">Where it goes.</param>
/// <param name="Subject">The job or agent that it speaks of.</param>
/// <param name="Amount">Money, or an attempt's number.</param>
/// <param name="Reason">Why, in snake case; one of the market's own constants.</param>
internal readonly record struct Effect(EffectKind Kind, SessionId Session, Handle Subject, ulong Amount = 0, string? Reason = null);

/// <summary>The messages that a decision can cause.</summary>
internal enum EffectKind : byte
{
    SessionOpened,
    ProfileAccepted,
    SessionSuperseded,
    JobAssigned,
    StopWork,
    StopWorkConfirm,
    PaymentReleased,
    JuryInvite,
    JuryCase,
    JuryEvidence,
    JuryReveal,
    VerdictReached,
}
