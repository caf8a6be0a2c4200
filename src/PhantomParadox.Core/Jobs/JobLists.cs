using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>Doubly linked lists of jobs, whose links lie in the jobs and whose ends lie with whoever owns the list.</summary>
internal sealed class JobLists(Table<JobRow> jobs)
{
    /// <summary>Puts a job at the end of a list.</summary>
    public void Append(JobList list, ref JobListEnds ends, int job, ref JobRow row) =>
        Insert(list, ref ends, job, ref row, ends.Last, next: 0);

    /// <summary>Puts a job at its place in a list that is in the order of posting: nearly always the end.</summary>
    public void InsertByOrdinal(JobList list, ref JobListEnds ends, int job, ref JobRow row)
    {
        var previous = ends.Last;
        while (previous != 0 && jobs[previous - 1].Ordinal > row.Ordinal)
            previous = Link(previous - 1, list).Previous;
        Insert(list, ref ends, job, ref row, previous, previous == 0 ? ends.First : Link(previous - 1, list).Next);
    }

    /// <summary>Takes a job off a list.</summary>
    public void Remove(JobList list, ref JobListEnds ends, ref JobRow row)
    {
        ref var link = ref row.Links[(int)list];
        if (link.Previous == 0)
            ends.First = link.Next;
        else
            Link(link.Previous - 1, list).Next = link.Next;
        if (link.Next == 0)
            ends.Last = link.Previous;
        else
            Link(link.Next - 1, list).Previous = link.Previous;
        link = default;
    }

    private void Insert(JobList list, ref JobListEnds ends, int job, ref JobRow row, int previous, int next)
    {
        ref var link = ref row.Links[(int)list];
        (link.Previous, link.Next) = (previous, next);
        if (previous == 0)
            ends.First = job + 1;
        else
            Link(previous - 1, list).Next = job + 1;
        if (next == 0)
            ends.Last = job + 1;
        else
            Link(next - 1, list).Previous = job + 1;
    }

    private ref JobLink Link(int job, JobList list) => ref jobs[job].Links[(int)list];
}
