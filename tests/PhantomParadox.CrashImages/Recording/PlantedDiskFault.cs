namespace PhantomParadox.CrashImages.Recording;

/// <summary>What is wrong on purpose, to see that the harness finds it.</summary>
internal enum PlantedDiskFault
{
    None,

    /// <summary>No sync reaches the disk, as with <c>synchronous=OFF</c>.</summary>
    NoSyncs,

    /// <summary>No sync of a log reaches the disk, as commits have it with <c>synchronous=NORMAL</c>.</summary>
    NoSyncsOfLogs,

    /// <summary>The market is told of a commit before it is made.</summary>
    EarlyAnswers,
}
