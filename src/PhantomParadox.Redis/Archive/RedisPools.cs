using System.Globalization;
using PhantomParadox.Redis.Connection;
using StackExchange.Redis;

namespace PhantomParadox.Redis.Archive;

/// <summary>Pools of jury draws: a list of pieces each, written under another name and given its own in one step.</summary>
internal sealed class RedisPools(RedisLink link, RedisKeys keys)
{
    // A pool of a million candidates takes some 30 MB; the server does nothing else while it takes in a piece.
    private const int PieceBytes = 512 * 1024;
    private const int PiecesAtOnce = 8;

    public async ValueTask WriteAsync(DisputeId dispute, int round, ReadOnlyMemory<byte> pool, CancellationToken cancellationToken)
    {
        var key = KeyOf(dispute, round);
        var unfinished = key.Append(":unfinished");
        var database = await link.GetAsync(cancellationToken).ConfigureAwait(false);
        // A pool never changes: what is kept already is the same.
        if (pool.IsEmpty || await database.KeyExistsAsync(key, CommandFlags.DemandMaster).ConfigureAwait(false))
            return;

        await database.KeyDeleteAsync(unfinished, CommandFlags.DemandMaster).ConfigureAwait(false);
        for (var (at, count) = (0, 1); at < pool.Length; at += PieceBytes, count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = pool.Slice(at, Math.Min(PieceBytes, pool.Length - at));
            if (await database.ListRightPushAsync(unfinished, piece, flags: CommandFlags.DemandMaster).ConfigureAwait(false) != count)
                throw new IOException($"The pool of dispute {dispute}, round {round}, was not kept: another writer is at it.");
        }

        if (!await database.KeyRenameAsync(unfinished, key, When.NotExists, CommandFlags.DemandMaster).ConfigureAwait(false))
            await database.KeyDeleteAsync(unfinished, CommandFlags.DemandMaster).ConfigureAwait(false);
    }

    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(DisputeId dispute, int round, CancellationToken cancellationToken)
    {
        var key = KeyOf(dispute, round);
        var database = await link.GetAsync(cancellationToken).ConfigureAwait(false);
        using var pool = new MemoryStream();
        for (var at = 0; ; at += PiecesAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pieces = await database.ListRangeAsync(key, at, at + PiecesAtOnce - 1, CommandFlags.DemandMaster).ConfigureAwait(false);
            foreach (var piece in pieces)
                pool.Write(((ReadOnlyMemory<byte>)piece).Span);
            if (pieces.Length < PiecesAtOnce)
                return pool.ToArray();
        }
    }

    private RedisKey KeyOf(DisputeId dispute, int round) => keys.Archive(string.Create(CultureInfo.InvariantCulture, $"pool:{dispute}:{round}"));
}
