using System.Diagnostics.Metrics;

namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>
/// What one thread measures on the market's meter, by instrument and tags. A clerk on its bench works on the thread of its test, so that other
/// tests aren't heard.
/// </summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Dictionary<string, List<double>> _values = new(StringComparer.Ordinal);

    public Measured()
    {
        _listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == PhantomParadoxDiagnostics.MeterName)
                own.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What was measured under a name, with its tags' values behind it; none where nothing was.</summary>
    public IReadOnlyList<double> this[string name] => _values.GetValueOrDefault("phantomparadox." + name, []);

    /// <summary>The sum of a counter.</summary>
    public double Sum(string name) => this[name].Sum();

    /// <summary>What a gauge shows last.</summary>
    public double Last(string name) => this[name][^1];

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            return;
        var name = instrument.Name;
        foreach (var tag in tags)
            name += " " + tag.Value;
        if (!_values.TryGetValue(name, out var values))
            _values.Add(name, values = []);
        values.Add(value);
    }
}
