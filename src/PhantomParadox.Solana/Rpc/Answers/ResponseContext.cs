namespace PhantomParadox.Solana;

/// <summary>Where a node stood when it answered.</summary>
/// <param name="Slot">The slot of the block that the answer was read from, at the commitment asked for.</param>
public sealed record ResponseContext(ulong Slot);
