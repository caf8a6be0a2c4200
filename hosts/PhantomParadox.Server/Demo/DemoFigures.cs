namespace PhantomParadox.Server.Demo;

/// <summary>What the demo's agents and buyers have seen so far. Safe for use from any thread.</summary>
internal sealed class DemoFigures(TimeProvider time)
{
    private const int Events = 5;

    private readonly Lock _lock = new();
    private readonly Queue<string> _events = new();
    private long _assigned, _done, _paid, _disputed, _wrong;

    public AssignmentClock Clock { get; } = new(time);

    /// <summary>Assignments that reached an agent.</summary>
    public long Assigned => Interlocked.Read(ref _assigned);

    /// <summary>Jobs that their buyer has seen completed.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>Jobs that their buyer has seen paid.</summary>
    public long Paid => Interlocked.Read(ref _paid);

    /// <summary>Jobs that their buyer has rejected, which opened a dispute.</summary>
    public long Disputed => Interlocked.Read(ref _disputed);

    /// <summary>Answers that differ from their buyer's own.</summary>
    public long Wrong => Interlocked.Read(ref _wrong);

    /// <summary>The latest events, the newest first.</summary>
    public IReadOnlyList<string> Latest
    {
        get
        {
            lock (_lock)
                return [.. _events.Reverse()];
        }
    }

    public void CountAssigned() => Interlocked.Increment(ref _assigned);

    public void CountDone() => Interlocked.Increment(ref _done);

    public void CountPaid() => Interlocked.Increment(ref _paid);

    public void CountDisputed() => Interlocked.Increment(ref _disputed);

    public void CountWrong() => Interlocked.Increment(ref _wrong);

    /// <summary>Tells an event in one sentence.</summary>
    public void Tell(string what)
    {
        lock (_lock)
        {
            _events.Enqueue($"{time.GetUtcNow():HH:mm:ss} {what}");
            if (_events.Count > Events)
                _events.Dequeue();
        }
    }

    /// <summary>The end of an id: its beginning is the time, which neighbours share.</summary>
    public static string Short(Guid id) => id.ToString("N")[^6..];
}
