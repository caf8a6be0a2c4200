using System.Diagnostics.Metrics;

namespace PhantomParadox.Engine;

/// <summary>What is measured of snapshots, in the engine's meter.</summary>
internal sealed class SnapshotMeter : IDisposable
{
    private readonly Meter _meter = new(EngineMeter.Name);
    private readonly Counter<long> _made;
    private readonly Counter<long> _failed;
    private readonly Histogram<double> _durations;

    /// <summary>Makes the instruments of one market.</summary>
    /// <param name="position">Position of the newest snapshot.</param>
    public SnapshotMeter(Func<long> position)
    {
        _made = _meter.CreateCounter<long>("phantomparadox.snapshots", "{snapshot}", "Snapshots made and read back.");
        _failed = _meter.CreateCounter<long>("phantomparadox.snapshots.failed", "{snapshot}", "Snapshots that were not made; each is tried again.");
        _durations = _meter.CreateHistogram<double>(
            "phantomparadox.snapshot.duration", "s", "Time to make a snapshot, at a quarter of a core or, where the market runs ahead, half of one.");
        _meter.CreateObservableGauge("phantomparadox.snapshot.position", position, "{event}", "Position of the newest snapshot.");
    }

    public void Made(TimeSpan took)
    {
        _made.Add(1);
        _durations.Record(took.TotalSeconds);
    }

    public void Failed() => _failed.Add(1);

    public void Dispose() => _meter.Dispose();
}
