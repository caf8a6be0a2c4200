namespace PhantomParadox;

/// <summary>
/// Something wrong on purpose, for the tests of the tests: a simulator that doesn't notice is blind. None but a test that is a friend of this
/// assembly can plant one, and a market without it pays a comparison on paths that are rarely taken.
/// </summary>
internal enum PlantedFault : byte
{
    None,

    /// <summary>Answers and messages leave before the journal has what they tell of.</summary>
    ReleasedBeforeDurable,

    /// <summary>Nothing that is due is ever done.</summary>
    DroppedTimers,

    /// <summary>What is due in the next minute is done now.</summary>
    EarlyTimers,

    /// <summary>The market's time runs twice as fast as time passes.</summary>
    FastClock,

    /// <summary>The market's time follows a clock that is set back.</summary>
    TimeGoesBack,

    /// <summary>What is paid to agents isn't credited to them.</summary>
    SkippedLedgerLeg,

    /// <summary>A report under a lease that is over is taken.</summary>
    StaleLeaseAccepted,

    /// <summary>An agent that becomes free isn't given the job that waits for it.</summary>
    LostWakeUp,

    /// <summary>The line of idle agents depends on the process: on its seed for the hashes of strings.</summary>
    UnorderedHash,

    /// <summary>The journal takes what a host appends that has been deposed.</summary>
    SkippedEpochCheck,
}
