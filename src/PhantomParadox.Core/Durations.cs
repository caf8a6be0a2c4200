namespace PhantomParadox;

/// <summary>Durations of the options as the market counts them.</summary>
internal static class Durations
{
    /// <summary>Whole milliseconds, at least 1 of a duration above zero.</summary>
    public static long Milliseconds(this TimeSpan duration) =>
        (duration.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
}
