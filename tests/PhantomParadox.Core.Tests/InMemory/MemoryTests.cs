using PhantomParadox.Contracts;

namespace PhantomParadox.Core.Tests.InMemory;

public class MemoryJournalTests : JournalContract
{
    protected override ValueTask<IJournal> CreateAsync() => new(new MemoryJournal());

    [Fact]
    public async Task ABoundedJournal_ForgetsTheOldest_AndSaysSo()
    {
        var journal = new MemoryJournal(capacity: 1_000);
        var epoch = new Epoch(1, 1);
        await journal.BeginEpochAsync(epoch, default);
        for (var position = 1; position <= 20; position++)
            await journal.AppendAsync(new EncodedBatch(new byte[100], position, 1), epoch, position - 1, default);

        Assert.Equal(20, (await journal.ReadHeadAsync(default)).Position);
        var newest = await journal.ReadAsync(20, default).ToArrayAsync();
        Assert.Single(newest);
        await Assert.ThrowsAsync<JournalCorruptException>(async () => await journal.ReadAsync(1, default).ToArrayAsync());
    }
}

public class MemorySnapshotStoreTests : SnapshotStoreContract
{
    protected override ValueTask<ISnapshotStore> CreateAsync() => new(new MemorySnapshotStore());
}

public class MemoryArchiveTests : ArchiveContract
{
    protected override ValueTask<IArchive> CreateAsync() => new(new MemoryArchive());

    [Fact]
    public async Task APage_LooksAtNoMoreThanAThousand_AndSaysWhereToGoOn()
    {
        var archive = new MemoryArchive();
        foreach (var page in Enumerable.Range(1, 1_500).Chunk(256))
            await archive.WriteAsync([.. page.Select(i => Job(i, buyer: i == 1 ? "ada" : "bob"))], default);

        var first = await archive.ListAsync(new JobQuery { Buyer = "ada" }, long.MaxValue, default);
        var second = await archive.ListAsync(new JobQuery { Buyer = "ada" }, first.Next, default);

        Assert.Empty(first.Jobs);
        Assert.Equal(501, first.Next);
        Assert.Equal([1], Ordinals(second));
        Assert.Equal(0, second.Next);
    }

    [Fact]
    public async Task Keeps_TheNewest()
    {
        var archive = new MemoryArchive(capacity: 2);
        await archive.WriteAsync([Job(3), Job(1), Job(4), Job(2)], default);

        Assert.Equal([4, 3], Ordinals(await archive.ListAsync(new JobQuery(), long.MaxValue, default)));
        Assert.Null(await archive.GetAsync(Job(1).Id, default));
    }
}
