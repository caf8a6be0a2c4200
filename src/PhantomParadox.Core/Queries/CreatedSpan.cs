using PhantomParadox.Memory;

namespace PhantomParadox.Queries;

/// <summary>When what a list asks for was created, in whole milliseconds since 1970-01-01 UTC.</summary>
/// <param name="From">The first millisecond that is meant.</param>
/// <param name="Before">The first that isn't any more.</param>
internal readonly record struct CreatedSpan(long From, long Before)
{
    public static CreatedSpan Of(DateTimeOffset? from, DateTimeOffset? before) =>
        new(from is { } first ? Ceiling(first) : long.MinValue, before is { } end ? Ceiling(end) : long.MaxValue);

    public bool Contains(long created) => created >= From && created < Before;

    /// <summary>An ordinal at and above which everything is too new. Ordinals and times of creation grow together.</summary>
    /// <param name="log">What is listed.</param>
    /// <param name="before">The ordinal to stay at or below.</param>
    /// <param name="createdAt">When the entry of a slot was created.</param>
    public long StartIn(OrdinalLog log, long before, Func<int, long> createdAt)
    {
        var end = Math.Min(before, log.Next);
        if (Before == long.MaxValue)
            return end;
        var budget = Paging.Budget;
        for (var low = 1L; low < end;)
        {
            var middle = low + ((end - low) / 2);
            var newest = log.PreviousLive(middle + 1, ref budget);
            // Too many dead to look past: what is known so far is right, if not the lowest.
            if (newest < 0)
                break;
            if (newest < low || createdAt(log.SlotAt(newest)) < Before)
                low = middle + 1;
            else
                end = newest;
        }
        return end;
    }

    // Created at whole milliseconds: what begins within one begins with the next.
    private static long Ceiling(DateTimeOffset time)
    {
        var whole = time.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(whole) < time ? whole + 1 : whole;
    }
}
