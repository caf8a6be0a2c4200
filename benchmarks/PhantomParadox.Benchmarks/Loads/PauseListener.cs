using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Hears from the runtime how long the collector has stopped all threads, and for what.</summary>
internal sealed class PauseListener : EventListener
{
    private const EventKeywords Collector = (EventKeywords)0x1;
    private const int CollectionBegins = 1;
    private const int RestartEnds = 3;
    private const int HeapCounted = 4;
    private const int SuspendBegins = 9;
    private const int Triggered = 35;

    // Of the runtime's reasons to collect: an allocation among large or pinned objects.
    private const int ForLarge = 4;

    // Of its reasons to stop all threads: a collection, and one in the background. Exact counts of what was allocated are another.
    private const int Collect = 1;
    private const int CollectBeside = 6;

    private DateTime _began;
    private DateTime _triggered;
    private long _prelude;
    private int _generation;
    private long _promoted;

    /// <summary>The pauses. To be locked.</summary>
    public List<Pause> Pauses { get; } = new(1 << 12);

    /// <summary>When each collection began, of which generation, and whether it came of a large or a pinned object. To be locked.</summary>
    public List<(DateTime Began, int Generation, bool ForLarge)> Collections { get; } = new(1 << 12);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Informational, Collector);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        switch (eventData.EventId)
        {
            case SuspendBegins when Convert.ToInt32(eventData.Payload![0], CultureInfo.InvariantCulture) is Collect or CollectBeside:
                (_began, _generation, _promoted, _prelude) = (eventData.TimeStamp, -1, 0, 0);
                break;
            case Triggered:
                _triggered = eventData.TimeStamp;
                break;
            case CollectionBegins:
                _prelude = _triggered >= _began ? Ticks(_triggered, eventData.TimeStamp) : 0;
                _generation = Convert.ToInt32(eventData.Payload![1], CultureInfo.InvariantCulture);
                lock (Collections)
                    Collections.Add((eventData.TimeStamp, _generation, Convert.ToInt32(eventData.Payload[2], CultureInfo.InvariantCulture) == ForLarge));
                break;
            case HeapCounted:
                // What survived each generation stands at odd places: 0 to 2, large, pinned further on.
                _promoted = new[] { 1, 3, 5, 7 }.Sum(place => Convert.ToInt64(eventData.Payload![place], CultureInfo.InvariantCulture));
                break;
            case RestartEnds when _began != default:
                lock (Pauses)
                    Pauses.Add(new Pause(_began, Ticks(_began, eventData.TimeStamp), _generation, _promoted, _prelude));
                _began = default;
                break;
        }
    }

    private static long Ticks(DateTime from, DateTime to) => (long)((to - from).TotalSeconds * Stopwatch.Frequency);
}
