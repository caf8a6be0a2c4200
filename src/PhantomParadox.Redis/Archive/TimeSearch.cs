using System.Buffers.Binary;
using StackExchange.Redis;

namespace PhantomParadox.Redis.Archive;

/// <summary>Finds a time in a list of ids: they are of version 7 and hold their millisecond, which never falls as ordinals grow.</summary>
internal sealed class TimeSearch(IDatabase database, RedisKey list)
{
    /// <summary>Whether an id was made at a time or later.</summary>
    public static bool IsSince(RedisValue id, DateTimeOffset time)
    {
        // Six bytes of milliseconds, and two more of something else.
        var made = BinaryPrimitives.ReadInt64BigEndian(((ReadOnlyMemory<byte>)id).Span) >>> 16;
        var whole = time.ToUnixTimeMilliseconds();
        return made > whole || (made == whole && DateTimeOffset.FromUnixTimeMilliseconds(whole) == time);
    }

    /// <summary>The ordinal at and above which all was made at the time or later.</summary>
    /// <param name="time">The time.</param>
    /// <param name="before">The ordinal to stay at or below.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <remarks>Halves the ordinals, not the ranks: what is archived meanwhile can't mislead it. The first question is all that a later
    /// page needs; the others are no more than the bits of an ordinal.</remarks>
    public async ValueTask<long> StartAsync(DateTimeOffset time, long before, CancellationToken cancellationToken)
    {
        var newest = await NewestAsync(1, before - 1).ConfigureAwait(false);
        if (newest is null || !IsSince(newest.Value.Element, time))
            return before;
        var end = (long)newest.Value.Score;
        for (var low = 1L; low < end;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var middle = low + ((end - low) / 2);
            var found = await NewestAsync(low, middle).ConfigureAwait(false);
            if (found is { } entry && IsSince(entry.Element, time))
                end = (long)entry.Score;
            else
                low = middle + 1;
        }

        return end;
    }

    private async ValueTask<SortedSetEntry?> NewestAsync(long low, long high)
    {
        var found = await database.SortedSetRangeByScoreWithScoresAsync(
            list, low, high, Exclude.None, Order.Descending, take: 1, flags: CommandFlags.DemandMaster).ConfigureAwait(false);
        return found.Length == 0 ? null : found[0];
    }
}
