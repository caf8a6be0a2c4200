namespace PhantomParadox.LoadTest.Measuring;

/// <summary>How many answers came in how much time.</summary>
internal sealed record Rate(long Count, TimeSpan Elapsed)
{
    public double PerSecond => Count / Elapsed.TotalSeconds;

    public override string ToString() => $"{PerSecond:N0}/s ({Count:N0} in {Elapsed.TotalSeconds:F2} s)";
}
