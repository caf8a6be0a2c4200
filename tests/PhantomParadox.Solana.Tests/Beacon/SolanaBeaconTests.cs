using PhantomParadox.Contracts;
using PhantomParadox.Solana.Tests.Running;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace PhantomParadox.Solana.Tests.Beacon;

/// <summary>What every beacon promises, of block hashes on a chain that moves a slot with each question.</summary>
public sealed class SolanaBeaconContract : RandomBeaconContract
{
    protected override ValueTask<IRandomBeacon> CreateAsync()
    {
        var node = new FakeNode { SlotsPerQuestion = 40 };
        return new(new SolanaBeacon(
            node, new NetworkGuard(node, SolanaNetwork.Find(node.Genesis.ToString())!), new SolanaOptions(), new ImpatientClock()));
    }

    // A wait is over at once: the chain moves by being asked.
    private sealed class ImpatientClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}

public sealed class SolanaBeaconTests
{
    private readonly FakeNode _node = new();
    private readonly FakeTimeProvider _time = new();
    private readonly SolanaBeacon _beacon;

    public SolanaBeaconTests() => _beacon = new SolanaBeacon(
        _node, new NetworkGuard(_node, SolanaNetwork.Find(_node.Genesis.ToString())!), new SolanaOptions(), _time);

    [Fact]
    public async Task AReference_NamesASlotThatIsTheMarginAhead_AndIsFreshForLessThanThat()
    {
        var reference = await NextAsync();

        Assert.Equal(new BeaconReference($"solana:{_node.Genesis}:{_node.Slot + 150}", _node.Slot + 150), reference);
        Assert.True(_beacon.IsFresh(reference));
        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.False(_beacon.IsFresh(reference));
        Assert.False(_beacon.IsFresh(reference with { Index = reference.Index + 1 }));
    }

    [Fact]
    public async Task AfterAStart_NothingIsGiven_UntilAnEarlierRunsReferencesAreBehind()
    {
        Alone();
        var next = _beacon.NextAsync(default).AsTask();
        Assert.False(next.IsCompleted);
        _node.Slot += 31;
        _time.Advance(SolanaBeacon.Pace);
        Assert.False(next.IsCompleted);
        _node.Slot++;
        _time.Advance(SolanaBeacon.Pace);
        Assert.Equal(_node.Slot + 150, (await next).Index);
    }

    [Fact]
    public async Task AValue_IsWaitedFor_UntilItsSlotIsFinal()
    {
        var reference = await NextAsync();
        var value = _beacon.RevealAsync(reference, default).AsTask();

        _node.Slot = reference.Index - 1;
        _time.Advance(SolanaBeacon.Pace);
        Assert.False(value.IsCompleted);
        Assert.False(_beacon.TryReveal(reference, out _));
        _node.Slot = reference.Index;
        _time.Advance(SolanaBeacon.Pace);

        Assert.Equal(FakeNode.HashOf(reference.Index).ToArray(), (await value).Bytes.ToArray());
        Assert.True(_beacon.TryReveal(reference, out var held));
        Assert.Equal(await value, held);
    }

    [Fact]
    public async Task ASlotWithoutABlock_TakesTheNextBlock_WaitingForIt()
    {
        var reference = await NextAsync();
        _node.HasBlock = slot => slot < reference.Index || slot > reference.Index + 2;
        _node.Slot = reference.Index + 2;
        var value = _beacon.RevealAsync(reference, default).AsTask();
        Assert.False(value.IsCompleted);
        _node.Slot = reference.Index + 3;
        _time.Advance(SolanaBeacon.Pace);
        Assert.Equal(FakeNode.HashOf(reference.Index + 3).ToArray(), (await value).Bytes.ToArray());
    }

    [Fact]
    public async Task ANode_ThatNoLongerKeepsTheBlock_IsNotBelieved()
    {
        var reference = await NextAsync();
        (_node.Slot, _node.FirstKept) = (reference.Index + 100, reference.Index + 50);
        Assert.Equal(RpcErrorKind.NotKept, (await Assert.ThrowsAsync<RpcException>(async () => await _beacon.RevealAsync(reference, default))).Kind);
    }

    [Fact]
    public async Task NodesThatDisagree_GiveNoValue()
    {
        var reference = await NextAsync();
        _node.Slot = reference.Index + 10;
        FakeNode.Of(_node, new FakeNode { Slot = reference.Index + 10, HasBlock = slot => slot != reference.Index });
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _beacon.RevealAsync(reference, default));
    }

    private Task<BeaconReference> NextAsync()
    {
        Alone();
        var next = _beacon.NextAsync(default).AsTask();
        _node.Slot += 32;
        _time.Advance(SolanaBeacon.Pace);
        return next;
    }

    // Of a test runner's context continuations would be queued to other threads.
    private static void Alone() => SynchronizationContext.SetSynchronizationContext(null);
}
