using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PhantomParadox.Engine;

/// <summary>What the loop lets others measure: the meter and the activity source, both named <c>PhantomParadox</c>.</summary>
internal sealed class EngineMeter : IDisposable
{
    /// <summary>The name of both.</summary>
    public const string Name = "PhantomParadox";

    private static readonly ActivitySource Activities = new(Name);

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _commands;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _batches;
    private readonly Histogram<long> _batchEvents;
    private readonly Histogram<double> _turns;
    private long _longestTurn;

    /// <summary>Makes the instruments of one loop.</summary>
    /// <param name="depth">Commands that wait now.</param>
    public EngineMeter(Func<long> depth)
    {
        _commands = _meter.CreateCounter<long>("phantomparadox.commands", "{command}", "Commands and queries decided.");
        _refused = _meter.CreateCounter<long>("phantomparadox.commands.refused", "{command}", "Commands refused because the market was full.");
        _batches = _meter.CreateCounter<long>("phantomparadox.batches", "{batch}", "Batches made durable.");
        _batchEvents = _meter.CreateHistogram<long>("phantomparadox.batch.events", "{event}", "Events of a batch.");
        _turns = _meter.CreateHistogram<double>("phantomparadox.turn.duration", "s", "Time that the one writer took for a turn.");
        _meter.CreateObservableGauge("phantomparadox.queue.depth", depth, "{command}", "Commands that wait to be decided.");
    }

    /// <summary>The longest turn so far.</summary>
    public TimeSpan LongestTurn => TimeSpan.FromTicks(Interlocked.Read(ref _longestTurn));

    /// <summary>A turn has ended.</summary>
    public void Turned(long started, int commands)
    {
        var took = Stopwatch.GetElapsedTime(started);
        if (took.Ticks > _longestTurn)
            Interlocked.Exchange(ref _longestTurn, took.Ticks);
        if (commands > 0)
            _commands.Add(commands);
        if (_turns.Enabled)
            _turns.Record(took.TotalSeconds);
    }

    /// <summary>A command was refused at the door.</summary>
    public void Refused() => _refused.Add(1);

    /// <summary>A batch goes to the journal.</summary>
    public static Activity? Committing(EncodedBatch batch)
    {
        var activity = Activities.StartActivity("phantomparadox.commit");
        if (activity is null)
            return null;

        activity.SetTag("phantomparadox.position", batch.LastPosition);
        activity.SetTag("phantomparadox.events", batch.Count);
        // The loop goes on deciding meanwhile; what it does then is no part of this commit.
        Activity.Current = activity.Parent;
        return activity;
    }

    /// <summary>A batch is durable.</summary>
    public void Committed(int events)
    {
        _batches.Add(1);
        _batchEvents.Record(events);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
