namespace PhantomParadox.Sqlite.Files;

/// <summary>How long work that nobody waits for rests after each step, so that most commits meet none.</summary>
internal static class Rest
{
    // Timers know whole milliseconds: three times a step that was shorter would be no rest at all.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(2);

    /// <summary>Three times as long as it worked, and 2 ms at least.</summary>
    public static TimeSpan After(TimeSpan worked) => worked * 3 > Least ? worked * 3 : Least;
}
