namespace PhantomParadox.Testing.Tests;

public sealed class FakeJournalTests
{
    private static readonly Epoch Term = new(1, 7);

    private readonly FakeJournal _journal = new();

    [Fact]
    public async Task HoldsAnAppend_TillItIsCompleted()
    {
        await _journal.BeginEpochAsync(Term, default);
        _journal.Holds = true;

        var append = _journal.AppendAsync(Batch(), Term, 0, default).AsTask();

        Assert.False(append.IsCompleted);
        Assert.Equal(0, (await _journal.ReadHeadAsync(default)).Position);
        _journal.Complete();
        Assert.Equal(1, await append);
        Assert.Equal(1, (await _journal.ReadHeadAsync(default)).Position);
    }

    [Theory]
    [InlineData(JournalFault.BeforeWriting, 0)]
    [InlineData(JournalFault.AfterWriting, 1)]
    public async Task Fails_BeforeOrAfterWriting(JournalFault fault, long kept)
    {
        await _journal.BeginEpochAsync(Term, default);
        _journal.FailNext(fault);

        await Assert.ThrowsAsync<IOException>(() => _journal.AppendAsync(Batch(), Term, 0, default).AsTask());

        Assert.Equal(kept, (await _journal.ReadHeadAsync(default)).Position);
    }

    [Fact]
    public async Task AFullDisk_KeepsNothing_TillThereIsRoom()
    {
        await _journal.BeginEpochAsync(Term, default);
        _journal.IsFull = true;

        await Assert.ThrowsAsync<IOException>(() => _journal.AppendAsync(Batch(), Term, 0, default).AsTask());
        await Assert.ThrowsAsync<IOException>(() => _journal.BeginEpochAsync(new Epoch(2, 8), default).AsTask());
        _journal.IsFull = false;

        Assert.Equal(1, await _journal.AppendAsync(Batch(), Term, 0, default));
    }

    [Fact]
    public async Task RefusesWhatItHeld_WhereAnotherTermHasBegun()
    {
        await _journal.BeginEpochAsync(Term, default);
        _journal.Holds = true;
        var append = _journal.AppendAsync(Batch(), Term, 0, default).AsTask();
        await _journal.BeginEpochAsync(new Epoch(2, 8), default);

        _journal.Complete();

        await Assert.ThrowsAsync<JournalFencedException>(() => append);
        Assert.Equal(0, (await _journal.ReadHeadAsync(default)).Position);
    }

    private static EncodedBatch Batch() => new(new byte[100], 1, 1);
}
