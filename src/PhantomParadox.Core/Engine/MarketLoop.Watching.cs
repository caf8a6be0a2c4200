namespace PhantomParadox.Engine;

/// <content>The watch over commits that don't end.</content>
internal sealed partial class MarketLoop
{
    /// <summary>Seconds that a commit may take.</summary>
    public const int CommitPatience = 5;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly Action<Exception>? _report;

    // Ends when the commit that is out is overdue, once a second from then on.
    private volatile TaskCompletionSource _overdue = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stalled;
    private ITimer? _watch;
    private long _commitOut;
    private long _commits;
    private int _watching;
    private long _watched;
    private int _ticks;

    // The loop's thread. One timer serves the commits of a second: arming one for each would cost each.
    private void WatchCommit()
    {
        Volatile.Write(ref _commitOut, ++_commits);
        ArmWatch();
    }

    private void ArmWatch()
    {
        if (Interlocked.Exchange(ref _watching, 1) == 0)
            _watch!.Change(Tick, Timeout.InfiniteTimeSpan);
    }

    // The timer's thread. Seconds are counted, not measured: a process that stood still has not waited.
    private void OnTick()
    {
        Volatile.Write(ref _watching, 0);
        var commit = Volatile.Read(ref _commitOut);
        if (commit == 0)
            return;

        _ticks = commit == _watched ? _ticks + 1 : 0;
        _watched = commit;
        ArmWatch();
        if (_ticks < CommitPatience)
            return;
        _overdue.TrySetResult();
        _bell.Set();
    }

    private void GiveUpOnOverdue()
    {
        if (!_overdue.Task.IsCompleted)
            return;

        _overdue = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_commit is not { IsCompleted: false })
            return;

        if (!_stalled)
            _report?.Invoke(new TimeoutException($"The journal has not finished a commit for {CommitPatience} s; the market takes no commands until it does."));
        _stalled = true;
        _engine.AbandonWaiting();
        RefuseUndecided();
    }

    private void RefuseUndecided()
    {
        while (_channel.Reader.TryRead(out var command))
        {
            if (command is InternalCommand)
                _engine.Offer(command);
            else if (command is not null)
                Refuse(command, RefusalCode.StorageUnavailable);
        }
    }

    private void EndWatch()
    {
        Volatile.Write(ref _commitOut, 0);
        _stalled = false;
    }
}
