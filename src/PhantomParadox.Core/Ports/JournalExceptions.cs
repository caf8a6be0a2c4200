namespace PhantomParadox;

/// <summary>Another writer took over the journal; nothing was kept.</summary>
/// <param name="present">The epoch that the journal holds.</param>
public sealed class JournalFencedException(Epoch present)
    : Exception($"The journal is in term {present.Term} of another writer.")
{
    /// <summary>The epoch that the journal holds.</summary>
    public Epoch Present { get; } = present;
}

/// <summary>The journal doesn't end where its writer believes; nothing was kept.</summary>
/// <param name="expected">Where the writer believes it ends.</param>
/// <param name="actual">Where it ends.</param>
public sealed class JournalConflictException(long expected, long actual)
    : Exception($"The journal ends at position {actual}, not at {expected}.")
{
    /// <summary>Where the writer believes it ends.</summary>
    public long Expected { get; } = expected;

    /// <summary>Where it ends.</summary>
    public long Actual { get; } = actual;
}

/// <summary>The journal can't be read: a broken chain, a damaged frame, an unknown format or event. Nothing was written.</summary>
/// <param name="message">What is wrong, and at which position.</param>
/// <param name="innerException">The cause, if another exception was.</param>
public sealed class JournalCorruptException(string message, Exception? innerException = null) : Exception(message, innerException);
