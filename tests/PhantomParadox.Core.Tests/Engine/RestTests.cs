using PhantomParadox.Engine;

namespace PhantomParadox.Core.Tests.Engine;

/// <summary>What the loop does while a commit is out.</summary>
public sealed class RestTests
{
    private const int Enough = MarketEngine.TurnLimit / 2;

    private readonly ManualJournal _journal = new();

    [Fact]
    public async Task ManyCommands_AreDecidedBesideACommit()
    {
        using var loop = await StartAsync();
        loop.Submit(TestCommand.Add(1));
        await _journal.ArrivedAsync();

        var decided = SubmitMany(loop);
        await decided;

        Assert.Equal(1, _journal.Out);
    }

    [Fact]
    public async Task WhereTheDoorLetsFewWait_FewAreDecidedBesideACommit()
    {
        using var loop = await StartAsync(new LimitOptions { PendingCommands = 10 });
        loop.Submit(TestCommand.Add(1));
        await _journal.ArrivedAsync();

        for (var round = 0; round < 5; round++)
            await SubmitMany(loop, 4);

        Assert.Equal(1, _journal.Out);
    }

    [Fact]
    public async Task TheNextBatch_GoesOut_BeforeAnswersLeave()
    {
        using var loop = await StartAsync();
        var outWithTheAnswer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Submit(new TestCommand((_, decision) => decision.Emit(new NumberAdded(1))) { OnAnswer = () => outWithTheAnswer.SetResult(_journal.Out) });
        await _journal.ArrivedAsync();
        await SubmitMany(loop);

        await _journal.FinishAsync();

        Assert.Equal(1, await outWithTheAnswer.Task);
    }

    [Fact]
    public async Task AnswersLeave_ThoughTheJournalRefusesTheNextBatch()
    {
        using var loop = await StartAsync();
        var add = TestCommand.Add(1);
        loop.Submit(add);
        await _journal.ArrivedAsync();
        await SubmitMany(loop);
        _journal.Refusal = new IOException("full");

        await _journal.FinishAsync();

        await Assert.ThrowsAsync<IOException>(() => loop.Completion);
        Assert.Equal((null, 2), await add.Answer);
    }

    [Fact]
    public async Task FewCommands_AreDecidedWhenTheCommitEnds()
    {
        using var loop = await StartAsync();
        loop.Submit(TestCommand.Add(1));
        await _journal.ArrivedAsync();
        var few = Enumerable.Range(0, Enough - 1).Select(_ => TestCommand.Add(1)).ToList();
        foreach (var command in few)
            loop.Submit(command);

        await _journal.FinishAsync();
        var answers = Task.WhenAll(few.Select(command => command.Answer));
        while (!answers.IsCompleted)
            await Task.WhenAny(answers, _journal.CommitAsync());

        Assert.All(await answers, answer => Assert.Null(answer.Code));
    }

    // Ends when the last of as many as wake the loop is decided.
    private static Task SubmitMany(MarketLoop loop, int count = Enough)
    {
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var i = 1; i < count; i++)
            loop.Submit(TestCommand.Add(1));
        loop.Submit(new TestCommand((_, decision) =>
        {
            decision.Emit(new NumberAdded(1));
            last.SetResult();
        }));
        return last.Task;
    }

    private async Task<MarketLoop> StartAsync(LimitOptions? limits = null)
    {
        var ports = new MarketPorts { Journal = _journal, Archive = new MemoryArchive(), Transport = NullAgentTransport.Instance };
        var loop = new MarketLoop(
            new CounterMachine(), events => new Decision(null!, events), _ => TestCommand.Add(0), ports, limits ?? new LimitOptions());
        await loop.StartAsync(default);
        await _journal.CommitAsync();
        return loop;
    }
}
