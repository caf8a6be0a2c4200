namespace PhantomParadox.Sqlite.Tests;

/// <summary>What is read goes through one array: many large ones would make the collector look through the whole heap beside the market.</summary>
public sealed class ReadingTests : IDisposable
{
    private const int Size = 200_000;
    private const int Count = 20;

    private readonly TemporaryStorage _files = new();

    [Fact]
    public async Task AJournal_IsReadThroughOneArray()
    {
        await _files.FillAsync(Count, Size);
        using var storage = _files.Open();

        Assert.InRange(await AllocatedAsync(storage.Journal.ReadAsync(1, default)), Size, Size * Count / 4);
    }

    [Fact]
    public async Task ASnapshot_IsReadThroughOneArray()
    {
        using var storage = _files.Open();
        await storage.Snapshots.WriteAsync(new SnapshotHeader(1, new byte[32]), PiecesAsync(), default);

        Assert.InRange(await AllocatedAsync(storage.Snapshots.ReadAsync(1, default)), Size, Size * Count / 4);
    }

    public void Dispose() => _files.Dispose();

    // Nothing waits in there, so that it is all of this thread.
    private static async Task<long> AllocatedAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = 0;
        await foreach (var bytes in read)
            count += bytes.Length == Size ? 1 : 0;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(Count, count);
        return allocated;
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync()
    {
        await ValueTask.CompletedTask;
        for (var i = 0; i < Count; i++)
            yield return new byte[Size];
    }
}
