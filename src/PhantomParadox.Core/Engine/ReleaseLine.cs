using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PhantomParadox.Memory;

namespace PhantomParadox.Engine;

/// <summary>
/// What waits to leave the market, in the order of decision. The engine's thread adds and says what is durable; what is due leaves by one
/// thread at a time: a few pieces by the engine's own, more of them by the thread pool's where that is wanted, beside the next decisions.
/// </summary>
internal sealed class ReleaseLine : IThreadPoolWorkItem
{
    /// <summary>Pieces that are worth another thread's time: letting them go takes longer than waking it.</summary>
    public const int WorthAThread = 32;

    /// <summary>
    /// Pieces that may wait: with more the engine's thread decides nothing further before those that are due have left. Two full batches, of
    /// which one is out, come to fewer.
    /// </summary>
    public const int MostBehind = 128 * 1024;

    private const int Ahead = 4;

    // Empty segments to keep: as many as a busy market comes to between two turns of whoever lets leave.
    private const int MostSpares = 8;

    private readonly IAgentTransport _transport;
    private readonly MarketFeed _feed;
    private readonly Action<Exception>? _report;
    private readonly bool _apart;
    private readonly Lock _gate = new();
    private Segment _head;
    private Segment _tail;

    // The engine's thread's own: the first of the empty ones, which lead to the head.
    private Segment _spares;
    private long _firstOfSpares;
    private Counts _counts = new() { LowestHeld = long.MaxValue };

    /// <summary>Makes an empty line.</summary>
    /// <param name="transport">Where messages to agents go.</param>
    /// <param name="feed">Where events go that are watched.</param>
    /// <param name="report">Told of receivers that throw; by whichever thread lets leave.</param>
    /// <param name="apart">Whether the thread pool may let leave. Where not, all that is due has left when <see cref="LetGo"/> returns.</param>
    public ReleaseLine(IAgentTransport transport, MarketFeed feed, Action<Exception>? report, bool apart)
    {
        (_transport, _feed, _report, _apart) = (transport, feed, report, apart);
        _head = _tail = _spares = new Segment();
    }

    /// <summary>Whether anything waits, durable or not.</summary>
    public bool IsEmpty => _counts.Added == Volatile.Read(ref _counts.Left);

    /// <summary>Puts a piece at the end. It leaves when <see cref="LetGo"/> is told of its position or a later one.</summary>
    /// <param name="piece">The piece; its position is not below the one before's.</param>
    public void Add(in PendingRelease piece)
    {
        _tail.Places[(int)_counts.Added++ & Segment.Last] = piece;
        _counts.LastHeld = piece.Position;
        if (_counts.LowestHeld == long.MaxValue)
            _counts.LowestHeld = piece.Position;
        if ((_counts.Added & Segment.Last) == 0)
            Extend();
    }

    /// <summary>Everything up to a position is durable: what it concerns leaves.</summary>
    /// <param name="position">The position; not below one before.</param>
    public void LetGo(long position)
    {
        if (_counts.LowestHeld > position)
            return;

        _counts.LowestHeld = _counts.LastHeld > position ? position + 1 : long.MaxValue;
        Volatile.Write(ref _counts.Durable, position);
        Volatile.Write(ref _counts.Offered, _counts.Added);
        Volatile.Write(ref _counts.Asked, _counts.Asked + 1);
        var behind = _counts.Added - Volatile.Read(ref _counts.Left);
        if (!_apart || behind > MostBehind)
        {
            lock (_gate)
                ReleaseDue();
        }
        else if (behind < WorthAThread)
        {
            ReleaseUnlessBusy();
        }
        else
        {
            Queue();
        }
    }

    /// <summary>Lets leave what is due. By the thread pool.</summary>
    public void Execute()
    {
        // Before the look at what is due: who comes after it queues anew.
        Interlocked.Exchange(ref _counts.Queued, 0);
        ReleaseUnlessBusy();
    }

    /// <summary>Takes the commands out that are not due, and leaves all else where it is. What is due has left before.</summary>
    /// <param name="abandon">Gets each of them.</param>
    public void TakeCommands(Action<PendingRelease> abandon)
    {
        lock (_gate)
        {
            ReleaseDue();
            var segment = _head;
            for (var at = _counts.Left; at < _counts.Added; at++)
            {
                ref var place = ref segment.Places[(int)at & Segment.Last];
                if (((at + 1) & Segment.Last) == 0)
                    segment = segment.Next!;
                if (place.Subject is not Command)
                    continue;
                var piece = place;
                place = place with { Kind = ReleaseKind.Nothing, Subject = this };
                abandon(piece);
            }
        }
    }

    /// <summary>Empties the line. What is due leaves first, the rest doesn't.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            ReleaseDue();
            (_head, _counts.Left, _counts.LowestHeld) = (_tail, _counts.Added, long.MaxValue);
            (_spares, _firstOfSpares) = (_tail, _counts.Added & ~(long)Segment.Last);
            Array.Clear(_head.Places);
        }
    }

    private void ReleaseUnlessBusy()
    {
        // Who is inside looks again after leaving.
        if (!_gate.TryEnter())
            return;
        long asked;
        try
        {
            asked = Volatile.Read(ref _counts.Asked);
            ReleaseDue();
        }
        finally
        {
            _gate.Exit();
        }

        // Queued again instead of going on: whom this thread has given answers to may wait for it.
        if (Volatile.Read(ref _counts.Asked) != asked)
            Queue();
    }

    private void Queue()
    {
        if (Interlocked.Exchange(ref _counts.Queued, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    // Inside the gate.
    private void ReleaseDue()
    {
        var offered = Volatile.Read(ref _counts.Offered);
        var durable = Volatile.Read(ref _counts.Durable);
        while (_counts.Left < offered)
        {
            var places = _head.Places;
            var at = (int)_counts.Left & Segment.Last;
            var end = (int)Math.Min(places.Length, at + offered - _counts.Left);
            var start = at;
            for (; at < end && places[at].Position <= durable; at++)
            {
                // Its caller's processor has written to it since, to wait.
                if (at + Ahead < end)
                    CacheHint.Prefetch(places[at + Ahead].Subject);
                try
                {
                    Release(places[at]);
                }
                catch (Exception fault)
                {
                    // One bad receiver must not keep the others from what is theirs.
                    _report?.Invoke(fault);
                }

                places[at] = default;
            }

            Volatile.Write(ref _counts.Left, _counts.Left + at - start);
            if (at == places.Length)
                Volatile.Write(ref _head, _head.Next!);
            else if (at < end)
                return;
        }
    }

    private void Release(in PendingRelease piece)
    {
        switch (piece.Kind)
        {
            case ReleaseKind.Answer:
                piece.SubjectAs<Command>().Release(piece.Position);
                break;
            case ReleaseKind.Fault:
                piece.SubjectAs<Command>().Abandon(
                    RefusalCode.InternalError, "The market could not decide this; nothing has changed.", piece.Position);
                break;
            case ReleaseKind.LostAnswer:
                piece.SubjectAs<Command>().Abandon(
                    RefusalCode.OutcomeUnknown, "This was carried out, but its answer was lost; read what it changed.", piece.Position);
                break;
            case ReleaseKind.Delivery:
                _transport.Deliver(piece.Session, piece.SubjectAs<AgentMessage>());
                break;
            case ReleaseKind.Event:
                _feed.Publish(piece.SubjectAs<MarketEvent>());
                break;
        }
    }

    // The engine's thread. Whoever comes to a segment's end finds the next one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Extend()
    {
        var next = TakeSpare() ?? new Segment();
        // After a rush the empty ones become fewer again.
        if (Volatile.Read(ref _counts.Left) - _firstOfSpares > MostSpares * Segment.Length)
            _ = TakeSpare();
        _tail.Next = next;
        _tail = next;
    }

    // One that is let go must not lead to the others: while the collector takes it for alive, they would be too.
    private Segment? TakeSpare()
    {
        var spare = _spares;
        if (spare == Volatile.Read(ref _head))
            return null;
        _spares = spare.Next!;
        _firstOfSpares += Segment.Length;
        spare.Next = null;
        return spare;
    }

    private sealed class Segment
    {
        public const int Last = Length - 1;
        public const int Length = 256;

        public readonly PendingRelease[] Places = new PendingRelease[Length];
        public Segment? Next;
    }

    // Numbers from 0, for ever. Those of one thread lie apart from those of the other, or each would wait for the other's cache line.
    [StructLayout(LayoutKind.Explicit, Size = 4 * Apart)]
    private struct Counts
    {
        private const int Apart = 128;

        // The engine's thread's own.
        [FieldOffset(Apart)]
        public long Added;

        [FieldOffset(Apart + 8)]
        public long LastHeld;

        // None that isn't due has a position below it.
        [FieldOffset(Apart + 16)]
        public long LowestHeld;

        // What that thread tells the others, once a turn.
        [FieldOffset(2 * Apart)]
        public long Offered;

        [FieldOffset((2 * Apart) + 8)]
        public long Durable;

        [FieldOffset((2 * Apart) + 16)]
        public long Asked;

        [FieldOffset((2 * Apart) + 24)]
        public int Queued;

        // Whoever is inside the gate.
        [FieldOffset(3 * Apart)]
        public long Left;
    }
}
