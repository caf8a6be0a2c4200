namespace PhantomParadox.Engine;

/// <content>The rest that the loop takes while a commit is out.</content>
internal sealed partial class MarketLoop
{
    // Nothing can leave before the commit ends: a few commands can wait for that, and being woken for each costs more than it takes to
    // decide it. So many are worth waking for, and are decided beside the commit; fewer where the door lets few wait, or it would refuse
    // what could have been decided.
    private readonly long _enough;

    private readonly ManualResetEventSlim _bell = new(initialState: false, spinCount: 0);
    private long _ringAt = long.MaxValue;

    private void Rest()
    {
        while (true)
        {
            // Before the look at what waits, as who hands in a command counts it before looking here: one of the two sees the other.
            Interlocked.Exchange(ref _ringAt, _enough);
            if (Waiting >= _enough || _commit is { IsCompleted: true } || _overdue.Task.IsCompleted || _giveUp.IsCancellationRequested)
                break;
            WaitForBell();
        }

        Volatile.Write(ref _ringAt, long.MaxValue);
    }

    private void RingOnce()
    {
        if (Interlocked.Exchange(ref _ringAt, long.MaxValue) != long.MaxValue)
            _bell.Set();
    }

    // Who waits here looks again at what it waits for: the bell may have been rung for something that came about before.
    private void WaitForBell()
    {
        _bell.Wait();
        _bell.Reset();
    }
}
