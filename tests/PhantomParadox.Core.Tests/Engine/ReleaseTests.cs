using PhantomParadox.Engine;
using Xunit;

namespace PhantomParadox.Core.Tests.Engine;

public class ReleaseTests
{
    private readonly EngineRig _rig = new();

    [Fact]
    public void NothingLeaves_WhileTheCommitIsOut()
    {
        var events = _rig.Feed.WatchAsync(default).GetAsyncEnumerator();
        var next = events.MoveNextAsync();
        var add = _rig.Offer(new TestCommand((_, decision) =>
        {
            decision.Emit(new NumberAdded(1));
            decision.Effects.Add(new Effect(EffectKind.StopWork, new SessionId(9), default, 5));
        }));
        var batch = _rig.Turn();
        var read = _rig.Offer(TestCommand.Read());
        var refused = _rig.Offer(TestCommand.Refused());
        var thrown = _rig.Offer(new TestCommand((_, _) => throw new FormatException()));
        _rig.Turn();

        Assert.False(add.Answer.IsCompleted || read.Answer.IsCompleted || refused.Answer.IsCompleted || thrown.Answer.IsCompleted);
        Assert.Empty(_rig.Log);
        Assert.False(next.IsCompleted);

        _rig.Engine.Committed(batch!.LastPosition);

        Assert.Equal([null, null, RefusalCode.InvalidState, RefusalCode.InternalError], [add.Code, read.Code, refused.Code, thrown.Code]);
        Assert.Equal(["message 5 to 9"], _rig.Log);
    }

    [Fact]
    public void WhatLeaves_LeavesInTheOrderOfDecision_MessagesBeforeTheAnswer()
    {
        for (var i = 1; i <= 3; i++)
        {
            var number = i;
            _rig.Offer(new TestCommand((_, decision) =>
            {
                decision.Emit(new NumberAdded(number));
                decision.Effects.Add(new Effect(EffectKind.StopWork, new SessionId(1), default, (ulong)number));
                decision.Effects.Add(new Effect(EffectKind.StopWork, new SessionId(2), default, (ulong)number));
            })
            { OnAnswer = () => _rig.Log.Add($"answer {number}") });
        }

        _rig.TurnAndCommit();

        Assert.Equal(
            [
                "message 1 to 1", "message 1 to 2", "answer 1",
                "message 2 to 1", "message 2 to 2", "answer 2",
                "message 3 to 1", "message 3 to 2", "answer 3",
            ],
            _rig.Log);
    }

    [Fact]
    public async Task AnAnswer_NamesTheNewestEventThatItReflects()
    {
        var first = _rig.Add(1);
        var read = _rig.Offer(TestCommand.Read());
        var second = _rig.Offer(new TestCommand((_, decision) =>
        {
            decision.Emit(new NumberAdded(1));
            decision.Emit(new NumberAdded(2));
        }));
        _rig.TurnAndCommit();

        Assert.Equal((1, 1, 3), ((await first.Answer).Position, (await read.Answer).Position, (await second.Answer).Position));
    }

    [Fact]
    public void ARead_InAnIdleEngine_LeavesAtOnce()
    {
        var read = _rig.Offer(TestCommand.Read());
        Assert.Null(_rig.Turn());
        Assert.Null(read.Code);
        Assert.True(read.Captured);
    }

    [Fact]
    public void ARead_BeforeTheNextBatchsFirstEvent_LeavesWithTheBatchBefore()
    {
        _rig.Add(1);
        var out1 = _rig.Turn()!;
        var early = _rig.Offer(TestCommand.Read());
        _rig.Add(2);
        var late = _rig.Offer(TestCommand.Read());
        _rig.Turn();

        _rig.Engine.Committed(out1.LastPosition);

        Assert.True(early.Answer.IsCompleted);
        Assert.False(late.Answer.IsCompleted);
        _rig.TurnAndCommit();
        Assert.True(late.Answer.IsCompleted);
    }

    [Fact]
    public void TheNextBatch_IsDecided_WhileOneIsOut()
    {
        _rig.Add(1);
        var first = _rig.Turn()!;
        _rig.Add(2);
        _rig.Add(3);

        Assert.Null(_rig.Turn());
        Assert.Equal(6, _rig.Machine.Total);
        _rig.Engine.Committed(first.LastPosition);
        var second = _rig.Turn()!;
        Assert.Equal((2, 2), (second.FirstPosition, second.Count));
    }

    [Fact]
    public void OneBadReceiver_KeepsNothingFromTheOthers()
    {
        _rig.Offer(new TestCommand((_, decision) => decision.Emit(new NumberAdded(1))) { OnAnswer = () => throw new FormatException() });
        var next = _rig.Add(2);
        _rig.TurnAndCommit();

        Assert.Null(next.Code);
        Assert.IsType<FormatException>(Assert.Single(_rig.Faults));
    }

    [Fact]
    public async Task TheFeed_TellsEachEvent_OnceItIsDurable()
    {
        var feed = _rig.Feed.WatchAsync(default);
        _rig.Add(1);
        _rig.Add(2);
        _rig.TurnAndCommit();
        _rig.Feed.End(null);

        Assert.Equal([1, 2], await feed.Select(happened => happened.Position).ToListAsync());
    }

    [Fact]
    public async Task ASlowWatcher_GetsWhatFits_ThenTheOverrun_AndIsForgotten()
    {
        var feed = _rig.Feed.WatchAsync(default);
        for (var i = 1; i <= MarketFeed.Capacity + 1; i++)
            _rig.Feed.Publish(new MarketEvent { Position = i, At = default, Kind = MarketEventKind.JobPosted });

        Assert.False(_rig.Feed.HasWatchers);
        var read = 0;
        await Assert.ThrowsAsync<MarketFeedOverrunException>(async () =>
        {
            await foreach (var happened in feed)
                read++;
        });
        Assert.Equal(MarketFeed.Capacity, read);
    }

    [Fact]
    public void ACommit_ThatIsNotTheOneThatIsOut_IsRefused()
    {
        _rig.Add(1);
        _rig.Turn();
        Assert.Throws<InvalidOperationException>(() => _rig.Engine.Committed(2));
    }
}
