using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Something that a round needs from outside the loop.</summary>
/// <param name="Round">The round.</param>
/// <param name="Source">Where its seed comes from.</param>
/// <param name="Pool">A pool to hash first; null where that is done.</param>
internal sealed record CourtWork(Handle Round, BeaconReference Source, FrozenPool? Pool);
