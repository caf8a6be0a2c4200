using System.Runtime.CompilerServices;
using Xunit;

namespace PhantomParadox.Contracts;

/// <summary>What every snapshot store promises. An implementation inherits it and says how one is made.</summary>
public abstract class SnapshotStoreContract
{
    private const int MiB = 1 << 20;

    /// <summary>An empty store that nobody else uses.</summary>
    protected abstract ValueTask<ISnapshotStore> CreateAsync();

    [Fact]
    public async Task AnEmptyStore_OffersNothing() => Assert.Empty(await (await CreateAsync()).ListAsync(default));

    [Fact]
    public async Task Returns_Pieces_ByteByByte_CutAsTheyWereWritten()
    {
        var store = await CreateAsync();
        foreach (var picture in new[] { Picture.Of(7, [1]), Picture.Of(9, [1, MiB, 100_000, 2, MiB, MiB]) })
        {
            await store.WriteAsync(picture.Header, picture.PiecesAsync(), default);
            await HasAsync(store, picture);
        }
    }

    [Fact]
    public async Task Offers_All_TheNewestFirst_WhateverTheOrderOfWriting()
    {
        var store = await CreateAsync();
        foreach (var position in new[] { 20L, 10, 1L << 40, 30 })
            await WriteAsync(store, Picture.Of(position));

        Assert.Equal([1L << 40, 30, 20, 10], from header in await store.ListAsync(default) select header.Position);
        foreach (var position in new[] { 10, 20, 30, 1L << 40 })
            await HasAsync(store, Picture.Of(position));
    }

    [Fact]
    public async Task Writing_APositionAgain_ReplacesIt()
    {
        var store = await CreateAsync();
        await WriteAsync(store, Picture.Of(10, [500, 500, 500]));
        var other = Picture.Of(10, [400, 3]) with { Header = new SnapshotHeader(10, Enumerable.Repeat((byte)7, 32).ToArray()) };
        await WriteAsync(store, other);

        Assert.Single(await store.ListAsync(default));
        await HasAsync(store, other);
    }

    [Fact]
    public async Task DoesNotNeed_TheCallersMemoryAfterwards()
    {
        var store = await CreateAsync();
        var picture = Picture.Of(10, [1_000, 1_000, 10]);
        var hash = picture.Header.StateHash.ToArray();
        await store.WriteAsync(new SnapshotHeader(10, hash), picture.InOneBufferAsync(), default);
        hash.AsSpan().Clear();

        await HasAsync(store, picture);
    }

    [Fact]
    public async Task ACancelledWrite_OffersNothing()
    {
        var store = await CreateAsync();
        var picture = Picture.Of(1);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.WriteAsync(picture.Header, picture.PiecesAsync(), new CancellationToken(canceled: true)));

        Assert.Empty(await store.ListAsync(default));
    }

    [Fact]
    public async Task AWriteThatBreaksOff_OffersNothing_AndMayBeDoneAgain()
    {
        var store = await CreateAsync();
        await WriteAsync(store, Picture.Of(1));
        var picture = Picture.Of(2, [5_000, 5_000, MiB, 1]);
        await Assert.ThrowsAsync<NotFiniteNumberException>(
            async () => await store.WriteAsync(picture.Header, picture.BrokenOffAsync(), default));

        Assert.Equal(1, Assert.Single(await store.ListAsync(default)).Position);
        await Assert.ThrowsAsync<SnapshotCorruptException>(async () => await PiecesAsync(store, 2));
        await WriteAsync(store, picture);
        await HasAsync(store, picture);
    }

    [Fact]
    public async Task Removed_IsRemoved_AndTheOthersStay()
    {
        var store = await CreateAsync();
        await WriteAsync(store, Picture.Of(10));
        await WriteAsync(store, Picture.Of(20));
        await store.RemoveAsync(20, default);
        await store.RemoveAsync(20, default);
        await store.RemoveAsync(99, default);

        Assert.Equal(10, Assert.Single(await store.ListAsync(default)).Position);
        await HasAsync(store, Picture.Of(10));
        await Assert.ThrowsAsync<SnapshotCorruptException>(async () => await PiecesAsync(store, 20));
    }

    private static ValueTask WriteAsync(ISnapshotStore store, Picture picture) =>
        store.WriteAsync(picture.Header, picture.PiecesAsync(), default);

    private static async Task HasAsync(ISnapshotStore store, Picture picture)
    {
        var header = Assert.Single(await store.ListAsync(default), header => header.Position == picture.Header.Position);
        Assert.Equal(picture.Header.StateHash.ToArray(), header.StateHash.ToArray());
        var pieces = await PiecesAsync(store, header.Position);
        Assert.Equal(picture.Pieces.Length, pieces.Count);
        Assert.All(picture.Pieces.Zip(pieces), pair => Assert.True(pair.First.AsSpan().SequenceEqual(pair.Second)));
    }

    private static async Task<List<byte[]>> PiecesAsync(ISnapshotStore store, long position)
    {
        var pieces = new List<byte[]>();
        await foreach (var piece in store.ReadAsync(position, default))
            pieces.Add(piece.ToArray());
        return pieces;
    }

    private sealed record Picture(SnapshotHeader Header, byte[][] Pieces)
    {
        public static Picture Of(long position) => Of(position, [100_000, 17]);

        public static Picture Of(long position, int[] lengths)
        {
            var random = new Random((int)(position % 1_000));
            var hash = new byte[32];
            random.NextBytes(hash);
            var pieces = Array.ConvertAll(lengths, length => new byte[length]);
            Array.ForEach(pieces, random.NextBytes);
            return new Picture(new SnapshotHeader(position, hash), pieces);
        }

        public IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync() => FromAsync(Pieces.Length, reuse: false);

        public IAsyncEnumerable<ReadOnlyMemory<byte>> InOneBufferAsync() => FromAsync(Pieces.Length, reuse: true);

        public async IAsyncEnumerable<ReadOnlyMemory<byte>> BrokenOffAsync()
        {
            await foreach (var piece in FromAsync(Pieces.Length - 1, reuse: true))
                yield return piece;
            throw new NotFiniteNumberException();
        }

        private async IAsyncEnumerable<ReadOnlyMemory<byte>> FromAsync(
            int count, bool reuse, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var buffer = new byte[MiB];
            for (var i = 0; i < count; i++)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                var piece = Pieces[i].AsMemory();
                if (reuse)
                {
                    piece.CopyTo(buffer);
                    piece = buffer.AsMemory(0, piece.Length);
                }

                yield return piece;
            }

            buffer.AsSpan().Clear();
        }
    }
}
