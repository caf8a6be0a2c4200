namespace PhantomParadox.Testing.Running;

/// <summary>Something wrong on purpose: a simulator that doesn't notice is blind.</summary>
internal enum PlantedFault
{
    None,

    /// <summary>Answers and messages leave before the journal has what they tell of.</summary>
    ReleasedBeforeDurable,

    /// <summary>Nothing that is due is ever done.</summary>
    DroppedTimers,

    /// <summary>The market's time runs twice as fast as time passes.</summary>
    FastClock,

    /// <summary>One side of a transfer is left out.</summary>
    SkippedLedgerLeg,
}
