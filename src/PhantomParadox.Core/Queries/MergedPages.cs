namespace PhantomParadox.Queries;

/// <summary>Joins a page of what is in memory with one of the archive, without gaps or doubles.</summary>
internal static class MergedPages
{
    /// <summary>Merges two pages that begin below the same ordinal.</summary>
    /// <param name="live">From memory; where both have an item, this one counts.</param>
    /// <param name="archived">From the archive.</param>
    /// <param name="archivedNext">All below this ordinal is still to be looked at in the archive; 0 at the end.</param>
    /// <param name="ordinalOf">The order of the list.</param>
    /// <param name="limit">Items at most.</param>
    public static Page<T> Merge<T>(
        LivePage<T> live, IReadOnlyList<T> archived, long archivedNext, Func<T, long> ordinalOf, int limit)
        where T : class
    {
        // Below the point that one of the two has reached, the other can't be joined yet.
        var reached = Math.Max(live.Next, archivedNext);
        List<T> items = [];
        int left = 0, right = 0;
        while (items.Count < limit)
        {
            var first = left < live.Items.Count ? ordinalOf(live.Items[left]) : 0;
            var second = right < archived.Count ? ordinalOf(archived[right]) : 0;
            var next = Math.Max(first, second);
            if (next == 0 || next < reached)
                return new Page<T>(items, Paging.CursorOf(reached));
            items.Add(next == first ? live.Items[left] : archived[right]);
            if (next == first)
                left++;
            if (next == second)
                right++;
        }
        var isEnd = reached == 0 && left == live.Items.Count && right == archived.Count;
        return new Page<T>(items, isEnd ? null : Paging.CursorOf(ordinalOf(items[^1])));
    }
}
