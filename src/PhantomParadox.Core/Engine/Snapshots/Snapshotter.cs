namespace PhantomParadox.Engine;

/// <summary>Makes snapshots while the market runs. A fault is waited out; it never stops the market.</summary>
/// <param name="newState">Makes an empty state.</param>
/// <param name="journal">The market's journal.</param>
/// <param name="store">Where snapshots are kept.</param>
/// <param name="options">How often.</param>
/// <param name="durable">Position of the newest durable event.</param>
/// <param name="time">What it waits and rests by.</param>
/// <param name="report">Told of each fault.</param>
internal sealed class Snapshotter(
    Func<IStateMachine> newState,
    IJournal journal,
    ISnapshotStore store,
    SnapshotOptions options,
    Func<long> durable,
    TimeProvider time,
    Action<Exception>? report) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly SnapshotMaker _maker = new(newState, journal, store, time, report);
    private SnapshotMeter? _meter;
    private long _position;
    private long _faults;

    /// <summary>Position of the newest snapshot; 0 for none.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Faults so far; each was followed by another try.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>Works until it is cancelled; then it returns.</summary>
    /// <param name="position">Position of the snapshot that the market was recovered from; 0 for none.</param>
    /// <param name="cancellationToken">Ends it, in the midst of a snapshot too.</param>
    public async Task RunAsync(long position, CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _position, position);
        _meter = new SnapshotMeter(() => Position);
        var wait = Look;
        var since = time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested || !IsDue(since))
                continue;

            var began = time.GetTimestamp();
            try
            {
                var made = await Blocking.RunBehindAsync(() => _maker.Make(durable, cancellationToken)).ConfigureAwait(false);
                Interlocked.Exchange(ref _position, made);
                _meter.Made(time.GetElapsedTime(began));
                since = time.GetTimestamp();
                wait = Look;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Interlocked.Increment(ref _faults);
                _meter.Failed();
                report?.Invoke(fault);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
    }

    /// <summary>Gives its instruments back; only once it has ended.</summary>
    public void Dispose() => _meter?.Dispose();

    private bool IsDue(long since)
    {
        var events = durable() - Position;
        return events >= options.EveryEvents || (events > 0 && time.GetElapsedTime(since) >= options.EveryInterval);
    }
}
