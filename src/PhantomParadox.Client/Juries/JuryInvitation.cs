namespace PhantomParadox.Client;

/// <summary>A seat on a jury that is offered to this agent.</summary>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Category">What it is about: <c>non_delivery</c>, <c>poor_quality</c>, <c>non_payment</c>, <c>fraud</c> or <c>other</c>.</param>
/// <param name="Deadline">Until when it can be accepted.</param>
public sealed record JuryInvitation(string DisputeId, string Category, DateTimeOffset Deadline);
