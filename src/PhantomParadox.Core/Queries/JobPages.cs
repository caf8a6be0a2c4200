namespace PhantomParadox.Queries;

/// <summary>Joins a page of what is in memory with one of the archive, without gaps or doubles.</summary>
internal static class JobPages
{
    /// <summary>Merges two pages that begin below the same ordinal.</summary>
    /// <param name="live">From memory; where both have a job, this one counts.</param>
    /// <param name="archived">From the archive.</param>
    /// <param name="limit">Items at most.</param>
    public static Page<JobRecord> Merge(LivePage<JobRecord> live, ArchivePage archived, int limit)
    {
        // Below the point that one of the two has reached, the other can't be joined yet.
        var reached = Math.Max(live.Next, archived.Next);
        List<JobRecord> items = [];
        int left = 0, right = 0;
        while (items.Count < limit)
        {
            var first = left < live.Items.Count ? live.Items[left] : null;
            var second = right < archived.Jobs.Count ? archived.Jobs[right] : null;
            var next = first is null || second?.Ordinal > first.Ordinal ? second : first;
            if (next is null || next.Ordinal < reached)
                return new Page<JobRecord>(items, Paging.CursorOf(reached));
            items.Add(next);
            if (next.Ordinal == first?.Ordinal)
                left++;
            if (next.Ordinal == second?.Ordinal)
                right++;
        }
        var isEnd = reached == 0 && left == live.Items.Count && right == archived.Jobs.Count;
        return new Page<JobRecord>(items, isEnd ? null : Paging.CursorOf(items[^1].Ordinal));
    }
}
