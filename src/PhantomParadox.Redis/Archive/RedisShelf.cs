using PhantomParadox.Redis.Connection;
using StackExchange.Redis;

namespace PhantomParadox.Redis.Archive;

/// <summary>Records of one kind: a hash from id to bytes, and sorted sets of ids by ordinal for what is looked for.</summary>
/// <typeparam name="T">The records.</typeparam>
/// <param name="link">The connection.</param>
/// <param name="keys">The market's keys.</param>
/// <param name="kind">Name of the kind in the keys.</param>
/// <param name="decode">Reads a record's bytes.</param>
/// <param name="describe">Says where a record stands.</param>
internal sealed class RedisShelf<T>(RedisLink link, RedisKeys keys, string kind, Func<byte[], T> decode, Func<T, ArchiveLine> describe)
    where T : class
{
    private const int MostLookedAt = 1_000;
    private const int FewestAtOnce = 64;

    private readonly RedisKey _records = keys.Archive(kind);
    private readonly RedisKey _all = keys.Archive(kind + ":all");

    /// <summary>Keeps records, all or none; those that are there already are replaced, in the lists too.</summary>
    /// <param name="records">The records with their bytes.</param>
    /// <param name="alongside">Adds what is kept in the same step.</param>
    public async Task WriteAsync(
        IReadOnlyList<(T Record, byte[] Bytes)> records, CancellationToken cancellationToken, Action<ITransaction>? alongside = null)
    {
        if (records.Count == 0)
            return;
        var database = await link.GetAsync(cancellationToken).ConfigureAwait(false);
        var lines = records.Select(record => describe(record.Record)).ToArray();
        var before = await database.HashGetAsync(
            _records, Array.ConvertAll(lines, line => line.Id), CommandFlags.DemandMaster).ConfigureAwait(false);
        var left = lines.Zip(before).SelectMany(
            pair => LineOf(pair.Second)?.Indexes.Except(pair.First.Indexes).Select(index => (Index: index, pair.First.Id)) ?? []);
        cancellationToken.ThrowIfCancellationRequested();

        var step = database.CreateTransaction();
        foreach (var index in left.GroupBy(one => one.Index, one => one.Id, StringComparer.Ordinal))
            _ = step.SortedSetRemoveAsync(KeyOf(index.Key), [.. index]);
        foreach (var index in lines.SelectMany(line => line.Indexes, (line, index) => (line, index)).GroupBy(one => one.index, one => one.line, StringComparer.Ordinal))
            _ = step.SortedSetAddAsync(KeyOf(index.Key), [.. index.Select(Scored)]);
        _ = step.SortedSetAddAsync(_all, [.. lines.Select(Scored)]);
        _ = step.HashSetAsync(_records, [.. lines.Zip(records, (line, record) => new HashEntry(line.Id, record.Bytes))]);
        alongside?.Invoke(step);
        if (!await step.ExecuteAsync(CommandFlags.DemandMaster).ConfigureAwait(false))
            throw new IOException("Redis did not keep the records in the archive; nothing was kept.");
    }

    public async ValueTask<T?> FindAsync(RedisValue id, CancellationToken cancellationToken)
    {
        var database = await link.GetAsync(cancellationToken).ConfigureAwait(false);
        return (byte[]?)await database.HashGetAsync(_records, id, CommandFlags.DemandMaster).ConfigureAwait(false) is { } bytes ? decode(bytes) : null;
    }

    /// <summary>A page below an ordinal, newest first, and below which ordinal the next begins; 0 at the end.</summary>
    /// <param name="indexes">The lists that every record sought stands in; the shortest is looked through, or the one of all.</param>
    /// <param name="from">Only what was created then or later.</param>
    /// <param name="end">Only what was created before.</param>
    /// <param name="matches">Whether a record is sought.</param>
    public async ValueTask<(List<T> Found, long Next)> ListAsync(
        IReadOnlyList<string> indexes, long before, DateTimeOffset? from, DateTimeOffset? end, int limit, Func<T, bool> matches,
        CancellationToken cancellationToken)
    {
        List<T> found = [];
        if (before <= 1)
            return (found, 0);
        var database = await link.GetAsync(cancellationToken).ConfigureAwait(false);
        var list = await ShortestAsync(database, indexes).ConfigureAwait(false);
        if (end is { } time)
            before = await new TimeSearch(database, list).StartAsync(time, before, cancellationToken).ConfigureAwait(false);
        var looked = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // One more than is wanted tells whether this page is the last.
            var wanted = Math.Min(Math.Max(limit - found.Count + 1, FewestAtOnce), MostLookedAt - looked + 1);
            var entries = await database.SortedSetRangeByScoreWithScoresAsync(
                list, 1, before, Exclude.Stop, Order.Descending, take: wanted, flags: CommandFlags.DemandMaster).ConfigureAwait(false);
            var records = await database.HashGetAsync(
                _records, Array.ConvertAll(entries, entry => entry.Element), CommandFlags.DemandMaster).ConfigureAwait(false);
            foreach (var (entry, bytes) in entries.Zip(records))
            {
                if (looked == MostLookedAt || found.Count == limit)
                    return (found, before);
                looked++;
                before = (long)entry.Score;
                if (from is { } first && !TimeSearch.IsSince(entry.Element, first))
                    return (found, 0);
                if ((byte[]?)bytes is { } kept && decode(kept) is var record && matches(record))
                    found.Add(record);
            }

            if (entries.Length < wanted)
                return (found, 0);
        }
    }

    private static SortedSetEntry Scored(ArchiveLine line) => new(line.Id, line.Ordinal);

    private ArchiveLine? LineOf(RedisValue bytes)
    {
        try
        {
            return (byte[]?)bytes is { } kept ? describe(decode(kept)) : null;
        }
        catch (FormatException)
        {
            // Damaged: it is being replaced. Lists that it may still stand in are harmless, for each record is held against the filter.
            return null;
        }
    }

    private async Task<RedisKey> ShortestAsync(IDatabase database, IReadOnlyList<string> indexes)
    {
        if (indexes.Count < 2)
            return indexes.Count == 0 ? _all : KeyOf(indexes[0]);
        var lengths = await Task.WhenAll(
            indexes.Select(index => database.SortedSetLengthAsync(KeyOf(index), flags: CommandFlags.DemandMaster))).ConfigureAwait(false);
        return KeyOf(indexes[Array.IndexOf(lengths, lengths.Min())]);
    }

    private RedisKey KeyOf(string index) => keys.Archive($"{kind}:{index}");
}
