namespace PhantomParadox.Queries;

/// <summary>Copies out what was committed to for a draw.</summary>
internal static class PoolReader
{
    /// <summary>Reads the pool of a round, the last one unless one is named; null where there is none, or its root isn't published yet.</summary>
    public static CommittedPool? Read(Market market, UInt128 dispute, int? round)
    {
        if (!market.Disputes.TryFind(dispute, out var found))
            return null;
        for (var link = market.Disputes[found].Round; link != 0; link = market.Court.Rounds[link - 1].Previous)
        {
            ref var row = ref market.Court.Rounds[link - 1];
            if (round is { } wanted && row.Number != wanted)
                continue;
            return row.PoolRoot.IsNone
                ? null
                : new CommittedPool(
                    row.Number, new Digest(market.Blobs.Read(row.PoolRoot)), row.PoolCount, (ulong)row.PoolTotal,
                    market.Blobs.Read(row.Pool).ToArray());
        }
        return null;
    }
}

/// <summary>A pool whose root is published.</summary>
/// <param name="Round">Its round.</param>
/// <param name="Root">Its root.</param>
/// <param name="Count">Candidates in it.</param>
/// <param name="Total">Their weight in all.</param>
/// <param name="Candidates">The candidates as they stand in the journal; empty where only the archive has them.</param>
internal sealed record CommittedPool(int Round, Digest Root, int Count, ulong Total, ReadOnlyMemory<byte> Candidates);
