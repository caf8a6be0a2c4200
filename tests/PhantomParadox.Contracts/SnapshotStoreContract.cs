using Xunit;

namespace PhantomParadox.Contracts;

/// <summary>What every snapshot store promises. An implementation inherits it and says how one is made.</summary>
public abstract class SnapshotStoreContract
{
    /// <summary>An empty store that nobody else uses.</summary>
    protected abstract ValueTask<ISnapshotStore> CreateAsync();

    [Fact]
    public async Task AnEmptyStore_OffersNothing() => Assert.Null(await (await CreateAsync()).ReadNewestAsync(default));

    [Fact]
    public async Task Offers_TheNewest_ByteByByte()
    {
        var store = await CreateAsync();
        for (var position = 10; position <= 50; position += 10)
            await store.WriteAsync(Picture(position), default);

        var read = await store.ReadNewestAsync(default);

        Same(Picture(50), read);
    }

    [Fact]
    public async Task Offers_TheNewest_WhateverTheOrderOfWriting()
    {
        var store = await CreateAsync();
        await store.WriteAsync(Picture(20), default);
        await store.WriteAsync(Picture(10), default);

        Same(Picture(20), await store.ReadNewestAsync(default));
    }

    [Fact]
    public async Task Writing_APositionAgain_ReplacesIt()
    {
        var store = await CreateAsync();
        await store.WriteAsync(Picture(10), default);
        var other = Picture(10) with { Content = new byte[] { 1, 2, 3 } };
        await store.WriteAsync(other, default);

        Same(other, await store.ReadNewestAsync(default));
    }

    [Fact]
    public async Task DoesNotNeed_TheCallersMemoryAfterwards()
    {
        var store = await CreateAsync();
        var content = new byte[] { 1, 2, 3 };
        await store.WriteAsync(new Snapshot(1, new byte[32], content), default);
        content.AsSpan().Clear();

        Assert.Equal([1, 2, 3], (await store.ReadNewestAsync(default))!.Content.ToArray());
    }

    [Fact]
    public async Task ACancelledWrite_OffersNothing()
    {
        var store = await CreateAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.WriteAsync(Picture(1), new CancellationToken(canceled: true)));
        Assert.Null(await store.ReadNewestAsync(default));
    }

    private static Snapshot Picture(int position)
    {
        var random = new Random(position);
        var hash = new byte[32];
        var content = new byte[100_000 + position];
        random.NextBytes(hash);
        random.NextBytes(content);
        return new Snapshot(position, hash, content);
    }

    private static void Same(Snapshot expected, Snapshot? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Position, actual.Position);
        Assert.Equal(expected.StateHash.ToArray(), actual.StateHash.ToArray());
        Assert.Equal(expected.Content.ToArray(), actual.Content.ToArray());
    }
}
