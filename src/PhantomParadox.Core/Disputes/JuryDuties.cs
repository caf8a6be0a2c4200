namespace PhantomParadox;

/// <summary>What juries ask of an agent.</summary>
/// <param name="Invites">Seats that it is offered.</param>
/// <param name="Duties">Votes that it is to cast, or to reveal.</param>
public sealed record JuryDuties(IReadOnlyList<JuryDuty> Invites, IReadOnlyList<JuryDuty> Duties);

/// <summary>One thing that a jury asks of an agent.</summary>
/// <param name="Dispute">The dispute.</param>
/// <param name="Job">The job in dispute.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Deadline">Until when.</param>
public sealed record JuryDuty(DisputeId Dispute, JobId Job, DisputeCategory Category, DateTimeOffset Deadline);
