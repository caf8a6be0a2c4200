using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PhantomParadox.Engine;
using Xunit;

namespace PhantomParadox.Core.Tests.Engine;

/// <summary>A line whose pieces may leave by the thread pool.</summary>
public sealed class ReleaseLineTests : IAgentTransport
{
    private static readonly AgentMessage Word = new AgentMessage.ProfileAccepted();

    private readonly ConcurrentQueue<ulong> _left = new();
    private readonly ConcurrentQueue<Exception> _faults = new();
    private readonly ReleaseLine _line;
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private readonly TaskCompletionSource _last = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong _lastSession = ulong.MaxValue;
    private int _inside;
    private bool _overlapped;

    public ReleaseLineTests() => _line = new ReleaseLine(this, new MarketFeed(), _faults.Enqueue, apart: true);

    [Fact]
    public async Task WhateverComesMeanwhile_AllLeave_InTheirOrder_OneAtATime()
    {
        const int Pieces = 200_000;
        _lastSession = Pieces;
        var random = new Random(7);
        for (var number = 1; number <= Pieces; number++)
        {
            Add(number);
            // Now a few, for this thread, now many, for another.
            if (random.Next(number % 20_000 < 10_000 ? 8 : 300) == 0)
                _line.LetGo(number - random.Next(3));
        }

        _line.LetGo(Pieces);
        await _last.Task;
        Assert.Equal(Enumerable.Range(1, Pieces).Select(number => (ulong)number), _left);
        Assert.False(_overlapped);
        Assert.Empty(_faults);
    }

    [Fact]
    public void WhatIsNotDurable_DoesNotLeave_WithWhatIs()
    {
        for (var number = 1; number <= 10; number++)
            Add(number);
        _line.LetGo(7);

        Assert.Equal([1UL, 2, 3, 4, 5, 6, 7], _left.ToArray());
        Assert.False(_line.IsEmpty);
    }

    [Fact]
    public void AFewPieces_HaveLeft_WhenTheCallReturns()
    {
        for (var number = 1; number < ReleaseLine.WorthAThread; number++)
            Add(number);
        _line.LetGo(ReleaseLine.WorthAThread);

        Assert.True(_line.IsEmpty);
    }

    [Fact]
    public void WhileAReceiverTakesItsTime_TheEnginesThreadGoesOn_UntilTooManyWait()
    {
        _open.Reset();
        var added = ReleaseLine.WorthAThread;
        for (var number = 1; number <= added; number++)
            Add(number);
        _line.LetGo(added);
        SpinWait.SpinUntil(() => Volatile.Read(ref _inside) == 1);

        // Few, and the others are being let go: nothing to wait for.
        Add(++added);
        _line.LetGo(added);
        while (added < ReleaseLine.MostBehind)
            Add(++added);
        _line.LetGo(added);
        Assert.Empty(_left);

        Add(++added);
        var engine = new Thread(() => _line.LetGo(added));
        engine.Start();
        // Before the receiver goes on: else fewer may wait by the time they are counted.
        SpinWait.SpinUntil(() => (engine.ThreadState & ThreadState.WaitSleepJoin) != 0);
        _open.Set();
        engine.Join();
        Assert.True(_line.IsEmpty);
        Assert.Equal(added, _left.Count);
    }

    [Fact]
    public async Task OneBadReceiver_KeepsNothingFromTheOthers()
    {
        _lastSession = 101;
        for (var number = 1; number <= 100; number++)
            Add(number);
        _line.Add(new PendingRelease(ReleaseKind.Delivery, 100, new AgentMessage.ProfileAccepted(), new SessionId(0)));
        Add(101);
        _line.LetGo(101);

        await _last.Task;
        Assert.IsType<FormatException>(Assert.Single(_faults));
    }

    [Fact]
    public void CommandsAreTakenOut_OnceWhatIsDueHasLeft_AndTheRestKeepsItsPlace()
    {
        var answered = new TestCommand((_, _) => { });
        var taken = new TestCommand((_, _) => { });
        Add(1);
        _line.Add(new PendingRelease(ReleaseKind.Answer, 1, answered));
        _line.LetGo(1);
        Add(2);
        _line.Add(new PendingRelease(ReleaseKind.Answer, 2, taken, WroteEvents: true));
        Add(3);

        List<PendingRelease> pieces = [];
        _line.TakeCommands(pieces.Add);
        Assert.Equal(new PendingRelease(ReleaseKind.Answer, 2, taken, WroteEvents: true), Assert.Single(pieces));
        Assert.Null(answered.Code);
        Assert.Equal([1UL], _left.ToArray());

        _line.LetGo(3);
        Assert.Equal([1UL, 2, 3], _left.ToArray());
        Assert.False(taken.Answer.IsCompleted);
    }

    [Fact]
    public void OfAClearedLine_WhatWasDue_HasLeft_AndNothingElseDoes()
    {
        Add(1);
        Add(2);
        _line.LetGo(1);
        _line.Clear();
        Assert.True(_line.IsEmpty);

        _line.LetGo(2);
        Assert.Equal([1UL], _left.ToArray());
    }

    [Fact]
    public void AClearedLine_GoesOn()
    {
        for (var number = 1; number <= 1_000; number++)
            Add(number);
        _line.Clear();
        for (var number = 1_001; number <= 3_000; number++)
        {
            Add(number);
            if (number % 10 == 0)
                _line.LetGo(number);
        }

        Assert.Equal(Enumerable.Range(1_001, 2_000).Select(number => (ulong)number), _left);
    }

    [Fact]
    public void PiecesThatKeepComing_TakeNoNewMemory()
    {
        var line = new ReleaseLine(new Nowhere(), new MarketFeed(), report: null, apart: false);
        var position = 0L;
        for (var round = 0; round < 10; round++)
            position = Pass(line, position, 1_500);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
            position = Pass(line, position, 1_500);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void WhatARushTook_IsGivenBack()
    {
        const int Rush = 50_000;
        var line = new ReleaseLine(new Nowhere(), new MarketFeed(), report: null, apart: false);
        var position = Pass(line, 0, Rush);
        for (var round = 0; round < Rush / 100; round++)
            position = Pass(line, position, 100);

        // Little of it is left: another takes nearly as much again.
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass(line, position, Rush);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, Rush * Unsafe.SizeOf<PendingRelease>() * 9L / 10, long.MaxValue);
    }

    void IAgentTransport.Deliver(SessionId session, AgentMessage message)
    {
        if (Interlocked.Increment(ref _inside) != 1)
            _overlapped = true;
        _open.Wait();
        if (session.Value == 0)
        {
            Interlocked.Decrement(ref _inside);
            throw new FormatException();
        }

        _left.Enqueue(session.Value);
        Interlocked.Decrement(ref _inside);
        if (session.Value == _lastSession)
            _last.SetResult();
    }

    private static long Pass(ReleaseLine line, long position, int pieces)
    {
        for (var piece = 0; piece < pieces; piece++)
            line.Add(new PendingRelease(ReleaseKind.Delivery, ++position, Word, new SessionId(1)));
        line.LetGo(position);
        return position;
    }

    private void Add(int number) =>
        _line.Add(new PendingRelease(ReleaseKind.Delivery, number, new AgentMessage.ProfileAccepted(), new SessionId((ulong)number)));

    private sealed class Nowhere : IAgentTransport
    {
        public void Deliver(SessionId session, AgentMessage message)
        {
        }
    }
}
