namespace PhantomParadox.CrashCampaign.Checks;

/// <summary>What juries ask of an agent, as the market shows it.</summary>
/// <param name="Invites">Disputes of which a seat is offered to it.</param>
/// <param name="Votes">Disputes that wait for its vote.</param>
internal sealed record ObservedDuties(IReadOnlySet<Guid> Invites, IReadOnlySet<Guid> Votes);
