namespace PhantomParadox.Server.Demo;

/// <summary>
/// Times jobs from the moment at which their buyer begins to post them to the one at which their agent has them. An agent may have a
/// job before its buyer has the reply, so the two may come in either order.
/// </summary>
internal sealed class AssignmentClock(TimeProvider time)
{
    private const int Remembered = 1_024;
    private const int Samples = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, (long At, bool IsPost)> _halves = [];
    private readonly Queue<Guid> _order = new();
    private readonly Queue<TimeSpan> _latest = new();

    public long Now => time.GetTimestamp();

    /// <summary>The median of the latest 256 times; null before the first.</summary>
    public TimeSpan? Median
    {
        get
        {
            lock (_lock)
                return _latest.Count == 0 ? null : _latest.Order().ElementAt(_latest.Count / 2);
        }
    }

    /// <summary>A buyer began to post a job.</summary>
    public void Posted(Guid job, long at) => Meet(job, at, isPost: true);

    /// <summary>An agent has it. Later assignments of the same job don't count.</summary>
    public void Assigned(Guid job) => Meet(job, Now, isPost: false);

    private void Meet(Guid job, long at, bool isPost)
    {
        lock (_lock)
        {
            if (_halves.TryGetValue(job, out var other))
            {
                if (other.IsPost == isPost)
                    return;
                _halves.Remove(job);
                _latest.Enqueue(isPost ? time.GetElapsedTime(at, other.At) : time.GetElapsedTime(other.At, at));
                if (_latest.Count > Samples)
                    _latest.Dequeue();
                return;
            }

            // Jobs of strangers have no half of ours, and those that nobody takes never get one.
            _halves.Add(job, (at, isPost));
            _order.Enqueue(job);
            if (_order.Count > Remembered)
                _halves.Remove(_order.Dequeue());
        }
    }
}
