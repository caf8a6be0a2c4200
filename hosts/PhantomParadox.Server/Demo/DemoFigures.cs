namespace PhantomParadox.Server.Demo;

/// <summary>What the demo's agents and buyers have seen so far. Safe for use from any thread.</summary>
internal sealed class DemoFigures(TimeProvider time)
{
    private const int Events = 5;
    private const int CourtLines = 6;

    private readonly Lock _lock = new();
    private readonly Queue<string> _events = new();
    private readonly Queue<string> _court = new();
    private readonly Queue<string> _courtUnwritten = new();
    private long _assigned, _done, _paid, _disputed, _ruled, _wrong;

    public AssignmentClock Clock { get; } = new(time);

    /// <summary>Assignments that reached an agent.</summary>
    public long Assigned => Interlocked.Read(ref _assigned);

    /// <summary>Jobs that their buyer has seen completed.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>Jobs that their buyer has seen paid.</summary>
    public long Paid => Interlocked.Read(ref _paid);

    /// <summary>Jobs that their buyer has rejected, which opened a dispute.</summary>
    public long Disputed => Interlocked.Read(ref _disputed);

    /// <summary>Disputes whose ruling their buyer has seen.</summary>
    public long Ruled => Interlocked.Read(ref _ruled);

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

    /// <summary>What has happened at court of late, in order.</summary>
    public IReadOnlyList<string> Court
    {
        get
        {
            lock (_lock)
                return [.. _court];
        }
    }

    public void CountAssigned() => Interlocked.Increment(ref _assigned);

    public void CountDone() => Interlocked.Increment(ref _done);

    public void CountPaid() => Interlocked.Increment(ref _paid);

    public void CountDisputed() => Interlocked.Increment(ref _disputed);

    public void CountRuled() => Interlocked.Increment(ref _ruled);

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

    /// <summary>Tells what happened at court, in one sentence each.</summary>
    /// <param name="what">The sentences.</param>
    /// <param name="proof">Where that can be checked; alone on its line, so that it isn't cut off.</param>
    public void TellCourt(IReadOnlyList<string> what, Uri? proof = null)
    {
        var now = $"{time.GetUtcNow():HH:mm:ss}";
        lock (_lock)
        {
            foreach (var line in what.Select(one => $"{now} {one}").Concat(proof is null ? [] : [proof.ToString()]))
            {
                _court.Enqueue(line);
                _courtUnwritten.Enqueue(line);
            }

            while (_court.Count > CourtLines)
                _court.Dequeue();
        }
    }

    /// <summary>Takes out what happened at court since.</summary>
    public IReadOnlyList<string> TakeCourt()
    {
        lock (_lock)
        {
            string[] lines = [.. _courtUnwritten];
            _courtUnwritten.Clear();
            return lines;
        }
    }

    /// <summary>The end of an id: its beginning is the time, which neighbours share.</summary>
    public static string Short(Guid id) => id.ToString("N")[^6..];
}
