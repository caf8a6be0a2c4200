using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Something that a dispute needs from outside the loop.</summary>
/// <param name="Subject">The dispute.</param>
internal abstract record CourtWork(Handle Subject)
{
    /// <summary>A reference to a value that nobody can know yet: none was at hand.</summary>
    internal sealed record FindBeacon(Handle Subject) : CourtWork(Subject);

    /// <summary>A large pool is to be hashed and archived.</summary>
    internal sealed record HashPool(
        Handle Subject, Handle Round, DisputeId Dispute, int Number, BeaconReference Source, FrozenPool Pool) : CourtWork(Subject);

    /// <summary>A large pool that this process doesn't have is to be read from the archive.</summary>
    internal sealed record LoadPool(
        Handle Subject, Handle Round, DisputeId Dispute, int Number, BeaconReference Source) : CourtWork(Subject);

    /// <summary>A round has ended before its pool was committed to: it waits for no value any more.</summary>
    internal sealed record GiveUp(Handle Subject, BeaconReference Source) : CourtWork(Subject);

    /// <summary>The value that the round waits for may be revealed: all that it decides on is fixed.</summary>
    internal sealed record Reveal(Handle Subject, Handle Round, BeaconReference Source) : CourtWork(Subject);
}
