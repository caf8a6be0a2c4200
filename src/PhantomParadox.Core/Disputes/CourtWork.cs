using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Something that a dispute needs from outside the loop.</summary>
internal abstract record CourtWork
{
    private CourtWork()
    {
    }

    /// <summary>A reference to a value that nobody can know yet: none was at hand.</summary>
    internal sealed record FindBeacon(Handle Dispute) : CourtWork;

    /// <summary>A large pool is to be hashed and archived.</summary>
    internal sealed record HashPool(Handle Round, DisputeId Dispute, int Number, BeaconReference Source, FrozenPool Pool) : CourtWork;

    /// <summary>A large pool that this process doesn't have is to be read from the archive.</summary>
    internal sealed record LoadPool(Handle Round, DisputeId Dispute, int Number, BeaconReference Source) : CourtWork;

    /// <summary>A round has ended before its pool was committed to: it waits for no value any more.</summary>
    internal sealed record GiveUp(BeaconReference Source) : CourtWork;

    /// <summary>The value that the round waits for may be revealed: all that it decides on is fixed.</summary>
    internal sealed record Reveal(Handle Round, BeaconReference Source) : CourtWork;
}
