namespace PhantomParadox.CrashImages.Recording;

/// <summary>How the journal's disk fails, and when.</summary>
/// <param name="After">Writes or syncs of the journal's file and log that still succeed, 0 or more.</param>
/// <param name="Kind">How.</param>
internal sealed record DiskFault(int After, DiskFaultKind Kind);

/// <summary>How a disk fails.</summary>
internal enum DiskFaultKind
{
    /// <summary>No write finds room, from now on.</summary>
    Full,

    /// <summary>One write fails.</summary>
    Write,

    /// <summary>One sync fails.</summary>
    Sync,
}
