using System.Runtime.CompilerServices;
using PhantomParadox.Redis.Connection;
using StackExchange.Redis;

namespace PhantomParadox.Redis.Snapshots;

/// <summary>
/// Snapshots: a list of pieces each, and one hash that is their index. A snapshot is announced in the index, its pieces are written, and
/// it is published by writing its manifest into its line of the index, where that still stands.
/// </summary>
internal sealed class RedisSnapshotStore(RedisStorageOptions options, RedisLink link) : ISnapshotStore
{
    private const string Publish =
        """
        #!lua
        if redis.call('HGET', KEYS[1], ARGV[1]) ~= '' then return 0 end
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
        return 1
        """;

    private readonly RedisKeys _keys = new(options.Market);

    public async ValueTask WriteAsync(
        SnapshotHeader header, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(pieces);
        var database = await link.GetAsync(cancellationToken).ConfigureAwait(false);
        var stateHash = header.StateHash.ToArray();
        try
        {
            await RemoveAsync(database, line => line.Text.Length == 0).ConfigureAwait(false);
            var name = SnapshotManifest.NewName(header.Position);
            await database.HashSetAsync(_keys.Snapshots, name, "", flags: CommandFlags.DemandMaster).ConfigureAwait(false);
            var (count, bytes) = await WritePiecesAsync(database, _keys.Snapshot(name), pieces, cancellationToken).ConfigureAwait(false);
            var manifest = new SnapshotManifest(name, count, bytes, stateHash);
            var published = await database.ScriptEvaluateAsync(
                Publish, [_keys.Snapshots], [name, manifest.Text], CommandFlags.DemandMaster).ConfigureAwait(false);
            if ((long)published == 0)
                throw new IOException($"The snapshot of position {header.Position} was not kept: another writer has removed what was written of it.");
            await RemoveAsync(database, line => line.Name != name && SnapshotManifest.PositionOf(line.Name) == header.Position).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException)
        {
            throw new IOException($"The snapshot of position {header.Position} was not kept: {fault.Message}", fault);
        }
    }

    public async ValueTask<IReadOnlyList<SnapshotHeader>> ListAsync(CancellationToken cancellationToken)
    {
        var database = await link.GetAsync(cancellationToken).ConfigureAwait(false);
        return [.. from manifest in await ManifestsAsync(database).ConfigureAwait(false)
                   group manifest by manifest.Position into same
                   orderby same.Key descending
                   select new SnapshotHeader(same.Key, same.First().StateHash)];
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        long position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var database = await link.GetAsync(cancellationToken).ConfigureAwait(false);
        var manifest = (await ManifestsAsync(database).ConfigureAwait(false)).Find(one => one.Position == position)
            ?? throw new SnapshotCorruptException($"There is no snapshot of position {position}.");
        var bytes = 0L;
        for (var at = 0L; at < manifest.Pieces; at++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = (byte[]?)await database.ListGetByIndexAsync(_keys.Snapshot(manifest.Name), at, CommandFlags.DemandMaster).ConfigureAwait(false)
                ?? throw new SnapshotCorruptException($"The snapshot of position {position} has lost piece {at} of {manifest.Pieces}.");
            bytes += piece.Length;
            yield return piece;
        }

        if (bytes != manifest.Bytes)
            throw new SnapshotCorruptException($"The snapshot of position {position} has {bytes} bytes, not {manifest.Bytes}.");
    }

    public async ValueTask RemoveAsync(long position, CancellationToken cancellationToken)
    {
        var database = await link.GetAsync(cancellationToken).ConfigureAwait(false);
        await RemoveAsync(database, line => SnapshotManifest.PositionOf(line.Name) == position).ConfigureAwait(false);
    }

    private static async Task<(long Count, long Bytes)> WritePiecesAsync(
        IDatabase database, RedisKey key, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        var count = 0L;
        var bytes = 0L;
        await foreach (var piece in pieces.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            // One piece on the way at a time: appends to the journal get their turn between two.
            count = await database.ListRightPushAsync(key, piece, flags: CommandFlags.DemandMaster).ConfigureAwait(false);
            bytes += piece.Length;
        }

        return (count, bytes);
    }

    private async Task<List<SnapshotManifest>> ManifestsAsync(IDatabase database) =>
        [.. (await LinesAsync(database).ConfigureAwait(false)).Select(line => SnapshotManifest.Parse(line.Name, line.Text)).OfType<SnapshotManifest>()];

    private async Task<(string Name, string Text)[]> LinesAsync(IDatabase database) => Array.ConvertAll(
        await database.HashGetAllAsync(_keys.Snapshots, CommandFlags.DemandMaster).ConfigureAwait(false),
        line => ((string)line.Name!, (string)line.Value!));

    // The line first: what has none isn't offered, and its writer can't publish it any more.
    private async Task RemoveAsync(IDatabase database, Func<(string Name, string Text), bool> wanted)
    {
        foreach (var line in (await LinesAsync(database).ConfigureAwait(false)).Where(wanted))
        {
            await database.HashDeleteAsync(_keys.Snapshots, line.Name, CommandFlags.DemandMaster).ConfigureAwait(false);
            await database.KeyDeleteAsync(_keys.Snapshot(line.Name), CommandFlags.DemandMaster).ConfigureAwait(false);
        }
    }
}
