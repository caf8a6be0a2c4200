using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Hears from the market how long its turns take, by the meter that every host can listen to.</summary>
internal sealed class TurnListener : IDisposable
{
    private readonly MeterListener _listener = new();

    public TurnListener()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == "phantomparadox.turn.duration")
                listener.EnableMeasurementEvents(instrument);
        };
        // Only the market's one writer calls this.
        _listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => Turns.Add((long)(seconds * Stopwatch.Frequency)));
        _listener.Start();
    }

    /// <summary>The turns, in ticks of <see cref="Stopwatch"/>.</summary>
    public List<long> Turns { get; } = new(1 << 22);

    public void Dispose() => _listener.Dispose();
}
