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

    // Of the runtime's reasons: an allocation among large or pinned objects.
    private const int ForLarge = 4;

    private DateTime _began;
    private int _generation;
    private long _promoted;

    /// <summary>The pauses, in ticks of <see cref="Stopwatch"/>.</summary>
    public List<long> Pauses { get; } = new(1 << 16);

    /// <summary>When each pause began. To be locked with <see cref="Pauses"/>, whose order it has.</summary>
    public List<DateTime> Beginnings { get; } = new(1 << 16);

    /// <summary>When each collection began, of which generation, and whether it came of a large or a pinned object. To be locked.</summary>
    public List<(DateTime Began, int Generation, bool ForLarge)> Collections { get; } = new(1 << 12);

    /// <summary>The longest pause, in ticks of <see cref="Stopwatch"/>, the generation collected and the bytes that survived.</summary>
    public (long Ticks, int Generation, long Promoted) Longest { get; private set; }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Informational, Collector);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        switch (eventData.EventId)
        {
            case SuspendBegins:
                (_began, _generation, _promoted) = (eventData.TimeStamp, -1, 0);
                break;
            case CollectionBegins:
                _generation = Convert.ToInt32(eventData.Payload![1], CultureInfo.InvariantCulture);
                lock (Collections)
                    Collections.Add((eventData.TimeStamp, _generation, Convert.ToInt32(eventData.Payload[2], CultureInfo.InvariantCulture) == ForLarge));
                break;
            case HeapCounted:
                // What survived each generation stands at odd places: 0 to 2, large, pinned further on.
                _promoted = new[] { 1, 3, 5, 7 }.Sum(place => Convert.ToInt64(eventData.Payload![place], CultureInfo.InvariantCulture));
                break;
            case RestartEnds when _began != default:
                var ticks = (long)((eventData.TimeStamp - _began).TotalSeconds * Stopwatch.Frequency);
                lock (Pauses)
                {
                    Pauses.Add(ticks);
                    Beginnings.Add(_began);
                    if (ticks > Longest.Ticks)
                        Longest = (ticks, _generation, _promoted);
                }

                _began = default;
                break;
        }
    }
}
