using PhantomParadox.Disputes;
using PhantomParadox.Memory;

namespace PhantomParadox;

/// <summary>
/// Paid jobs that a later one of their pair has taken the place of, kept as long as a round that waits for its draw goes by them: mostly
/// none, and at most three of a pair, or two more for each 30 days that a round has waited.
/// </summary>
internal sealed class KeptJobs
{
    private readonly Table<PaidJobRow> _jobs = new();

    /// <summary>Jobs that are kept.</summary>
    public int Count => _jobs.Count;

    /// <summary>
    /// Finds the job that a round goes by among those kept of a pair: the oldest of its 30 days, so that it stays the same whatever is
    /// paid after the opening.
    /// </summary>
    /// <param name="newest">The newest kept, as slot plus one.</param>
    /// <param name="round">The round.</param>
    /// <param name="job">Its id.</param>
    public bool TryFind(int newest, RoundMark round, out UInt128 job)
    {
        var found = 0;
        for (var link = newest; link != 0 && round.Reaches(_jobs[link - 1].Day); link = _jobs[link - 1].Older)
            found = link;
        job = found == 0 ? 0 : _jobs[found - 1].Job;
        return found != 0 && _jobs[found - 1].Opened < round.Number;
    }

    /// <summary>Keeps the newest job of a pair, before another takes its place, if a round that waits has no other to go by.</summary>
    public void Keep(ref PairRow pair, in RoundWaits waits)
    {
        Drop(ref pair.Kept, waits);
        if (waits.IsNone || pair.Opened >= waits.Newest.Number)
            return;
        // What the last round goes by serves the ones before it too; and of a day the first serves as long as the others.
        if (pair.Kept != 0 && (waits.Newest.Reaches(_jobs[pair.Kept - 1].Day) || _jobs[pair.Kept - 1].Day == pair.LastDay))
            return;
        var handle = _jobs.Next;
        ref var kept = ref _jobs.Allocate(handle);
        (kept.Job, kept.Opened, kept.Day, kept.Older) = (pair.Job, pair.Opened, pair.LastDay, pair.Kept);
        pair.Kept = handle.Slot + 1;
    }

    /// <summary>Lets those go that no round which waits reaches.</summary>
    /// <param name="newest">The newest kept of a pair, as slot plus one; what is left of them.</param>
    /// <param name="waits">The rounds that wait.</param>
    public void Drop(ref int newest, in RoundWaits waits)
    {
        ref var link = ref newest;
        while (link != 0 && !waits.IsNone && waits.Oldest.Reaches(_jobs[link - 1].Day))
            link = ref _jobs[link - 1].Older;
        var rest = link;
        link = 0;
        while (rest != 0)
        {
            var handle = _jobs.HandleOf(rest - 1);
            rest = _jobs[rest - 1].Older;
            _jobs.Free(handle);
        }
    }

    public void Save(StateWriter writer) => _jobs.Save(writer);

    public void Load(StateReader reader) => _jobs.Load(reader);
}
