using Microsoft.Extensions.Time.Testing;
using PhantomParadox.Engine;
using Xunit;

namespace PhantomParadox.Core.Tests.Engine;

public class LoopTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddDays(1));
    private readonly CounterMachine _machine = new();

    [Fact]
    public async Task Answers_WhenTheCommitIsDurable_NotBefore()
    {
        var journal = new ManualJournal();
        using var loop = await StartAsync(journal);
        await journal.CommitAsync(); // the first command
        var add = Submit(loop, TestCommand.Add(1));
        await journal.ArrivedAsync();
        var next = Submit(loop, TestCommand.Add(2));

        Assert.False(add.Answer.IsCompleted);
        await journal.FinishAsync();
        Assert.Equal((null, 2), await add.Answer);
        Assert.False(next.Answer.IsCompleted);
        await journal.CommitAsync();
        Assert.Equal((null, 3), await next.Answer);
        Assert.Equal(3, loop.DurablePosition);
    }

    [Fact]
    public async Task AClean_Stop_FinishesAllThatWasLetIn()
    {
        using var loop = await StartAsync(new MemoryJournal());
        var commands = Enumerable.Range(0, 5_000).Select(_ => Submit(loop, TestCommand.Add(1))).ToArray();

        await loop.StopAsync(default);

        Assert.All(commands, command => Assert.Null(command.Code));
        Assert.Equal(5_000, _machine.Total);
        Assert.Equal(MarketCondition.Stopped, loop.Condition);
        Assert.True(loop.Completion.IsCompletedSuccessfully);
        var late = TestCommand.Read();
        Assert.False(loop.Submit(late));
        Assert.Equal(RefusalCode.Draining, late.Code);
        Assert.Equal(0, loop.Waiting);
    }

    [Fact]
    public async Task AStop_ThatGivesUp_AbandonsWhatIsNotDurable()
    {
        var journal = new ManualJournal();
        using var loop = await StartAsync(journal);
        await journal.CommitAsync();
        var add = Submit(loop, TestCommand.Add(1));
        await journal.ArrivedAsync();

        await loop.StopAsync(new CancellationToken(canceled: true));

        Assert.Equal(RefusalCode.OutcomeUnknown, add.Code);
        Assert.Equal(MarketCondition.Stopped, loop.Condition);
    }

    [Fact]
    public async Task AStop_BeforeAStart_Ends()
    {
        using var loop = Make(new MemoryJournal());
        var waiting = Submit(loop, TestCommand.Add(1));
        await loop.StopAsync(default);

        Assert.Equal(RefusalCode.Draining, waiting.Code);
        await Assert.ThrowsAsync<InvalidOperationException>(() => loop.StartAsync(default));
    }

    [Fact]
    public async Task AJournalThatFails_StopsTheMarket_WithTheCause()
    {
        var journal = new ManualJournal();
        using var loop = await StartAsync(journal);
        await journal.CommitAsync();
        var feed = loop.WatchAsync(default).GetAsyncEnumerator();
        var add = Submit(loop, TestCommand.Add(1));
        await journal.ArrivedAsync();

        journal.Fail(new IOException("full"));

        await Assert.ThrowsAsync<IOException>(() => loop.Completion);
        Assert.Equal((RefusalCode.OutcomeUnknown, 1), await add.Answer);
        Assert.Equal(MarketCondition.Failed, loop.Condition);
        var late = TestCommand.Read();
        Assert.False(loop.Submit(late));
        Assert.Equal(RefusalCode.StorageUnavailable, late.Code);
        await Assert.ThrowsAsync<IOException>(async () => await feed.MoveNextAsync());
        await loop.StopAsync(default);
    }

    [Fact]
    public async Task TheDoor_RefusesNewWorkFirst_AndWhatEndsWorkNever()
    {
        using var loop = Make(new MemoryJournal(), new LimitOptions { PendingCommands = 100 });
        var admitted = Enumerable.Range(0, 80).Select(_ => Submit(loop, TestCommand.Add(1, Admission.NewWork))).ToList();
        Assert.Equal(RefusalCode.Overloaded, Refused(loop, TestCommand.Add(1, Admission.NewWork)));
        for (var i = 80; i < 100; i++)
            admitted.Add(Submit(loop, TestCommand.Add(1)));
        Assert.Equal(RefusalCode.Overloaded, Refused(loop, TestCommand.Add(1)));
        admitted.Add(Submit(loop, TestCommand.Add(1, Admission.Always)));

        await loop.StartAsync(default);
        foreach (var command in admitted)
            Assert.Null((await command.Answer).Code);
        Submit(loop, TestCommand.Add(1, Admission.NewWork));
        await loop.StopAsync(default);
        Assert.Equal(102, _machine.Total);
    }

    [Fact]
    public async Task WhatFallsDue_IsDone_ThoughNobodyAsks()
    {
        using var loop = await StartAsync(new MemoryJournal());
        var due = TestCommand.Add(5);
        await Submit(loop, new TestCommand((_, decision) =>
        {
            decision.Emit(new NumberAdded(1));
            _machine.Own.Enqueue((decision.Now + 60_000, due));
        })).Answer;

        // The loop arms its timer after it has answered: the clock is moved on until it has.
        while (!due.Answer.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(due.DecidedAt >= DateTimeOffset.UnixEpoch.AddDays(1).AddMinutes(1).ToUnixTimeMilliseconds());
        await loop.StopAsync(default);
    }

    [Fact]
    public async Task AStart_ReplaysTheJournal_AndSaysHowLongTheMarketWasDown()
    {
        var journal = new MemoryJournal();
        using (var loop = await StartAsync(journal))
        {
            await Submit(loop, TestCommand.Add(7)).Answer;
            await loop.StopAsync(default);
        }

        _time.Advance(TimeSpan.FromHours(1));
        long downtime = -1;
        var again = new CounterMachine();
        using var second = new MarketLoop(
            again,
            events => new Decision(null!, events),
            down =>
            {
                downtime = down;
                return TestCommand.Add(0);
            },
            Ports(journal),
            new LimitOptions());
        await second.StartAsync(default);
        Assert.Equal((null, 3), await Submit(second, TestCommand.Read()).Answer);
        await second.StopAsync(default);

        Assert.Equal(7, again.Total);
        Assert.Equal(3_600_000, downtime);
        Assert.Equal(2ul, (await journal.ReadHeadAsync(default)).Epoch.Term);
    }

    [Fact]
    public async Task AJournalThatCannotBeRead_IsLeftAsItWas()
    {
        var journal = new MemoryJournal();
        var epoch = new Epoch(1, 1);
        await journal.BeginEpochAsync(epoch, default);
        await journal.AppendAsync(new EncodedBatch(new byte[100], 1, 1), epoch, 0, default);
        using var loop = Make(journal);
        var waiting = Submit(loop, TestCommand.Add(1));

        await Assert.ThrowsAsync<JournalCorruptException>(() => loop.StartAsync(default));

        var head = await journal.ReadHeadAsync(default);
        Assert.Equal((1, epoch), (head.Position, head.Epoch));
        Assert.Equal(MarketCondition.Failed, loop.Condition);
        Assert.Equal(RefusalCode.StorageUnavailable, waiting.Code);
        await Assert.ThrowsAsync<JournalCorruptException>(() => loop.Completion);
    }

    [Fact]
    public async Task ADeposedWriter_Stops()
    {
        var journal = new MemoryJournal();
        using var loop = await StartAsync(journal);
        await Submit(loop, TestCommand.Add(1)).Answer;
        await journal.BeginEpochAsync(new Epoch(9, 9), default);

        var add = Submit(loop, TestCommand.Add(1));

        await Assert.ThrowsAsync<JournalFencedException>(() => loop.Completion);
        Assert.Equal(RefusalCode.OutcomeUnknown, (await add.Answer).Code);
    }

    [Fact]
    public async Task ManyCallers_AreEachAnsweredInTheirOwnOrder()
    {
        using var loop = await StartAsync(new MemoryJournal());
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), async (_, _) =>
        {
            for (var round = 0; round < 50; round++)
            {
                var commands = Enumerable.Range(0, 20).Select(_ => Submit(loop, TestCommand.Add(1))).ToArray();
                var positions = new List<long>();
                foreach (var command in commands)
                    positions.Add((await command.Answer).Position);
                Assert.Equal(positions.Order(), positions);
            }
        });
        await loop.StopAsync(default);
        Assert.Equal(8 * 50 * 20, _machine.Total);
    }

    private static TestCommand Submit(MarketLoop loop, TestCommand command)
    {
        Assert.True(loop.Submit(command));
        return command;
    }

    private static RefusalCode? Refused(MarketLoop loop, TestCommand command)
    {
        Assert.False(loop.Submit(command));
        return command.Code;
    }

    private MarketLoop Make(IJournal journal, LimitOptions? limits = null) => new(
        _machine, events => new Decision(null!, events), _ => TestCommand.Add(0), Ports(journal), limits ?? new LimitOptions());

    private async Task<MarketLoop> StartAsync(IJournal journal)
    {
        var loop = Make(journal);
        await loop.StartAsync(default);
        return loop;
    }

    private MarketPorts Ports(IJournal journal) => new()
    {
        Journal = journal,
        Archive = new MemoryArchive(),
        Transport = NullAgentTransport.Instance,
        Time = _time,
    };
}
