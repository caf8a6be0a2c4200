namespace PhantomParadox.Engine;

/// <summary>
/// Keeps a thread at a quarter of a core at most: after a slice of work it rests three times as long, and some milliseconds at least. Mere
/// computing, whose slices are short, then takes less than a tenth of a core.
/// </summary>
internal sealed class Pace(TimeProvider time, CancellationToken cancellationToken)
{
    // Who works longer at a time keeps commands waiting where cores are few: a thread that wakes doesn't always preempt one that runs.
    private static readonly TimeSpan Slice = TimeSpan.FromMicroseconds(200);
    private static readonly TimeSpan LongSlice = TimeSpan.FromMicroseconds(500);

    // A process that was halted for long has not worked that long.
    private static readonly TimeSpan MostWorked = TimeSpan.FromSeconds(1);

    private TimeSpan _slice = Slice;
    private int _rests = 3;
    private int _leastRest = 2;   // milliseconds
    private long _began = time.GetTimestamp();

    /// <summary>Whether it was told to hurry.</summary>
    public bool Hurries { get; private set; }

    /// <summary>
    /// Half of a core from now on, in longer slices: of a market that runs ahead of its snapshots the next start reads all that it is ahead.
    /// </summary>
    public void Hurry() => (Hurries, _slice, _rests, _leastRest) = (true, LongSlice, 1, 1);

    /// <summary>Rests if it is time to; blocks meanwhile.</summary>
    /// <exception cref="OperationCanceledException">Whoever works is to stop.</exception>
    public void Breathe()
    {
        cancellationToken.ThrowIfCancellationRequested();
        var worked = time.GetElapsedTime(_began);
        if (worked < _slice)
            return;

        // Timers know whole milliseconds, and would drop what is over.
        var rest = Math.Ceiling((worked < MostWorked ? worked : MostWorked).TotalMilliseconds * _rests);
        Rest(TimeSpan.FromMilliseconds(Math.Max(rest, _leastRest)));
        _began = time.GetTimestamp();
    }

    // A timer ends on threads of the pool, which the answers to commands run on; hundreds of them a second would stand in their way.
    private void Rest(TimeSpan rest)
    {
        if (!ReferenceEquals(time, TimeProvider.System))
            Task.Delay(rest, time, cancellationToken).GetAwaiter().GetResult();
        else if (cancellationToken.WaitHandle.WaitOne(rest))
            cancellationToken.ThrowIfCancellationRequested();
    }
}
