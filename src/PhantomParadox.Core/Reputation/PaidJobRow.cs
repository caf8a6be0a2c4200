namespace PhantomParadox;

/// <summary>A paid job of a pair that isn't its newest, kept because a round that waits for its draw goes by it.</summary>
internal struct PaidJobRow
{
    public UInt128 Job;

    /// <summary>Rounds that had been opened when it was paid.</summary>
    public int Opened;

    /// <summary>The day on which it was paid.</summary>
    public int Day;

    /// <summary>The one kept before it, as slot plus one.</summary>
    public int Older;
}
