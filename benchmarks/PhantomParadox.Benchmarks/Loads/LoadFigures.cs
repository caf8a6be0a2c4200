namespace PhantomParadox.Benchmarks.Loads;

/// <summary>What a load does in the times that are measured, all together.</summary>
internal sealed class LoadFigures(LifecycleLoad load)
{
    private LoadReading _sum;
    private long _lifecycles;

    /// <summary>Bytes journaled a second.</summary>
    public double BytesPerSecond => _sum.Bytes / _sum.Time.TotalSeconds;

    /// <summary>How long a lifecycle takes, in nanoseconds.</summary>
    public double Nanoseconds => _sum.Time.TotalNanoseconds / _lifecycles;

    /// <summary>Runs the load for a time, and measures it.</summary>
    /// <returns>Lifecycles a second.</returns>
    public async Task<double> RunAsync(TimeSpan time)
    {
        var before = LoadReading.Of(load);
        var lifecycles = await load.RunAsync(time);
        var reading = LoadReading.Of(load).Minus(before);
        _lifecycles += lifecycles;
        _sum = _sum.Plus(reading);
        return lifecycles / reading.Time.TotalSeconds;
    }

    public override string ToString() => $"""
        lifecycles/s             {_lifecycles / _sum.Time.TotalSeconds:N0}
        per lifecycle            {Nanoseconds:N0} ns, {(double)_sum.Allocated / _lifecycles:N0} B allocated
        journal per lifecycle    {(double)_sum.Bytes / _lifecycles:N0} B, {(double)_sum.Bytes / _lifecycles - Cast.DescriptionBytes:N0} B without the description
        events per lifecycle     {(double)_sum.Events / _lifecycles:N2}
        commits/s                {_sum.Batches / _sum.Time.TotalSeconds:N0}: {(double)_lifecycles / _sum.Batches:N1} lifecycles and {_sum.Bytes / _sum.Batches:N0} B each, {BytesPerSecond / (1 << 20):N1} MiB/s
        GC                       {_sum.Collections} collections, {_sum.Paused / _sum.Time:P2} of the time paused
        archived                 {_sum.Archived:N0}, {_sum.Archived / _sum.Time.TotalSeconds:N0}/s
        compiled meanwhile       {_sum.Methods:N0} methods
        RSS                      {Environment.WorkingSet / (1024 * 1024):N0} MiB
        """;
}
