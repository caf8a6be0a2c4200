namespace PhantomParadox.Engine;

/// <content>The door: who is let in.</content>
internal sealed partial class MarketLoop
{
    private readonly long _limit;
    private readonly long _newWorkLimit;
    private long _waiting;
    private long _durable;
    private volatile bool _stopping;
    private EncodedBatch? _unhashed;

    /// <summary>Commands that were let in and are not decided yet.</summary>
    public long Waiting => Volatile.Read(ref _waiting);

    /// <summary>
    /// Hands a command in. It is answered in any case, perhaps before this returns: one that isn't let in is abandoned with
    /// <c>Overloaded</c>, <c>Draining</c> or <c>StorageUnavailable</c>. Commands are let in while the market starts, and wait.
    /// </summary>
    /// <returns>Whether it was let in.</returns>
    public bool Submit(Command command)
    {
        var limit = command.Admission switch
        {
            Admission.NewWork => _newWorkLimit,
            Admission.Ordinary => _limit,
            _ => long.MaxValue,
        };
        var waiting = Interlocked.Increment(ref _waiting);
        if (waiting > limit)
            return Refuse(command, RefusalCode.Overloaded);
        // The market's own work goes on: nobody would ask for it again.
        if (_stalled && command is not InternalCommand)
            return Refuse(command, RefusalCode.StorageUnavailable);
        if (!_channel.Writer.TryWrite(command))
            return Refuse(command, _condition == MarketCondition.Failed ? RefusalCode.StorageUnavailable : RefusalCode.Draining);
        if (waiting >= Volatile.Read(ref _ringAt))
            RingOnce();
        Help();
        return true;
    }

    /// <summary>Why the market can't answer, for people.</summary>
    public static string Explain(RefusalCode code) => code switch
    {
        RefusalCode.Overloaded => "The market is full for now; try again in a moment.",
        RefusalCode.Draining => "The market is shutting down; nothing has changed.",
        RefusalCode.OutcomeUnknown => "The market stopped while this was being made durable; it may or may not have happened.",
        _ => "The market's journal is not available; nothing has changed.",
    };

    // The loop's thread is what a busy market waits for: who has handed in a command hashes the batch before, if nobody has.
    private void Help()
    {
        if (Volatile.Read(ref _unhashed) is { } batch && Interlocked.CompareExchange(ref _unhashed, null, batch) == batch)
            _ = batch.Hash;
    }

    private bool Refuse(Command command, RefusalCode code)
    {
        Interlocked.Decrement(ref _waiting);
        if (code == RefusalCode.Overloaded)
            _meter.Refused();
        command.Abandon(code, Explain(code), DurablePosition);
        return false;
    }
}
