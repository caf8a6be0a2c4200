using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace PhantomParadox.Engine;

/// <content>The loop.</content>
internal sealed partial class MarketLoop
{
    // Timers take no longer waits than this, and a clock that is slewed wants to be asked again anyway.
    private const long LongestWait = 60 * 60 * 1_000;
    private const long NotArmed = -1;

    // Looks at the queue before the loop's thread sleeps, some 20 µs in all: who asks one thing after another rarely has to wake it.
    private const int Looks = 64;

    private MarketClock _clock = null!;
    private Epoch _epoch;
    private Task<long>? _commit;
    private int _commitEvents;
    private Activity? _commitActivity;
    private ITimer? _timer;
    private long _armedFor = NotArmed;
    private Action? _ring;

    private void Run()
    {
        _ring = _bell.Set;
        try
        {
            using var giveUp = _giveUp.Token.UnsafeRegister(static ring => ((Action)ring!)(), _ring);
            _timer = _ports.Time.CreateTimer(
                static loop => ((MarketLoop)loop!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _watch = _ports.Time.CreateTimer(
                static loop => ((MarketLoop)loop!).OnTick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            while (Step())
            {
            }

            End(MarketCondition.Stopped, cause: null);
        }
        catch (OperationCanceledException) when (_giveUp.IsCancellationRequested)
        {
            End(MarketCondition.Stopped, cause: null);
        }
        catch (Exception cause)
        {
            _commitActivity?.SetStatus(ActivityStatusCode.Error, cause.Message);
            _commitActivity?.Dispose();
            End(MarketCondition.Failed, cause);
        }
    }

    // False at the end.
    private bool Step()
    {
        _giveUp.Token.ThrowIfCancellationRequested();
        if (_commit is { IsCompleted: true } done)
            Committed(done.GetAwaiter().GetResult());
        GiveUpOnOverdue();

        while (_engine.Offered < MarketEngine.TurnLimit && _channel.Reader.TryRead(out var command))
        {
            if (command is not null)
                _engine.Offer(command);
        }

        var now = _clock.Read();
        var started = Stopwatch.GetTimestamp();
        var batch = _engine.Turn(now);
        if (_engine.DecidedFromOutside > 0)
            Interlocked.Add(ref _waiting, -_engine.DecidedFromOutside);
        _meter.Turned(started, _engine.DecidedFromOutside);

        if (_engine.Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        if (batch is { } sealedBatch)
        {
            Append(sealedBatch);
            return true;
        }

        if (_engine.Offered == 0 && _channel.Reader.Completion.IsCompleted)
            return Finish();
        if (_engine.HasWork)
        {
            // Whoever brings the commit's end, or the server that makes it durable, may wait for this processor.
            if (_commit is not null)
                Thread.Yield();
            return true;
        }

        if (_engine.Offered > 0)
        {
            WaitForCommit();
            return true;
        }

        Arm(now);
        if (_commit is null)
            WaitForItem();
        else
            Rest();
        return true;
    }

    private void Append(EncodedBatch batch)
    {
        _commitEvents = batch.Count;
        _commitActivity = EngineMeter.Committing(batch);
        WatchCommit();
        var append = _ports.Journal.AppendAsync(batch, _epoch, batch.FirstPosition - 1, _giveUp.Token);
        if (append.IsCompletedSuccessfully)
        {
            Committed(append.Result);
            // A journal that waits for a disk has hashed it meanwhile.
            Volatile.Write(ref _unhashed, batch);
            return;
        }

        _commit = append.AsTask();
        _commit.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_ring!);
    }

    private void Committed(long position)
    {
        _commit = null;
        EndWatch();
        _commitActivity?.Dispose();
        _commitActivity = null;
        _meter.Committed(_commitEvents);
        Interlocked.Exchange(ref _durable, position);
        _engine.MarkDurable(position);
        try
        {
            // A journal that waits for a disk does so while answers leave.
            if (_engine.Seal() is { } next)
                Append(next);
        }
        finally
        {
            _engine.ReleaseDurable();
        }
    }

    private void WaitForItem()
    {
        for (var look = 0; look < Looks; look++)
        {
            if (_channel.Reader.TryPeek(out _) || _commit is { IsCompleted: true })
                return;
            Thread.SpinWait(10);
        }

        // Whoever writes next rings, on its own thread. No token: giving up closes the door, which rings too.
        var item = _channel.Reader.WaitToReadAsync().ConfigureAwait(false).GetAwaiter();
        if (!item.IsCompleted)
        {
            item.UnsafeOnCompleted(_ring!);
            do
                WaitForBell();
            while (!item.IsCompleted);
        }

        item.GetResult();
    }

    private void WaitForCommit()
    {
        while (_commit is { IsCompleted: false } commit)
        {
            Task.WhenAny(commit, _overdue.Task).WaitAsync(_giveUp.Token).GetAwaiter().GetResult();
            GiveUpOnOverdue();
        }

        if (_commit is { } done)
            Committed(done.GetAwaiter().GetResult());
    }

    // All that was offered is decided; what is due is left to the next start.
    private bool Finish()
    {
        while (true)
        {
            WaitForCommit();
            if (_engine.Seal() is { } batch)
                Append(batch);
            else if (_commit is null)
                return false;
        }
    }

    private void Arm(long now)
    {
        var due = _engine.NextDue;
        if (due == Volatile.Read(ref _armedFor))
            return;

        Volatile.Write(ref _armedFor, due);
        var wait = due == long.MaxValue
            ? Timeout.InfiniteTimeSpan
            : TimeSpan.FromMilliseconds(Math.Clamp(due - now, 1, LongestWait));
        _timer!.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        // It may have rung early, by the market's slower clock; then it is armed anew.
        Volatile.Write(ref _armedFor, NotArmed);
        Wake();
    }

    private void Wake() => _channel.Writer.TryWrite(null);
}
