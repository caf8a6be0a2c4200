using System.Diagnostics;
using System.Diagnostics.Tracing;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Hears from the runtime how long the collector has stopped all threads.</summary>
internal sealed class PauseListener : EventListener
{
    private const EventKeywords Collector = (EventKeywords)0x1;
    private const int SuspendBegins = 9;
    private const int RestartEnds = 3;

    private DateTime _began;

    /// <summary>The pauses, in ticks of <see cref="Stopwatch"/>.</summary>
    public List<long> Pauses { get; } = new(1 << 16);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Informational, Collector);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId == SuspendBegins)
        {
            _began = eventData.TimeStamp;
        }
        else if (eventData.EventId == RestartEnds && _began != default)
        {
            lock (Pauses)
                Pauses.Add((long)((eventData.TimeStamp - _began).TotalSeconds * Stopwatch.Frequency));
            _began = default;
        }
    }
}
