namespace PhantomParadox.Core.Tests.Memory;

/// <summary>A heap of four children a node as in the textbook: what <see cref="PhantomParadox.Memory.TimerHeap"/> must look like.</summary>
internal sealed class PlainTimerHeap
{
    private const int Arity = 4;

    public List<(long Due, int Id)> Timers { get; } = [];

    public void Set(int id, long due)
    {
        int place = Timers.FindIndex(timer => timer.Id == id);
        if (place < 0)
        {
            Timers.Add((due, id));
            Up(Timers.Count - 1);
            return;
        }

        Replace(place, (due, id));
    }

    public void Cancel(int id)
    {
        int place = Timers.FindIndex(timer => timer.Id == id);
        if (place < 0)
            return;
        (long Due, int Id) last = Timers[^1];
        Timers.RemoveAt(Timers.Count - 1);
        if (place < Timers.Count)
            Replace(place, last);
    }

    private void Replace(int place, (long Due, int Id) timer)
    {
        Timers[place] = timer;
        Up(place);
        Down(place);
    }

    private void Up(int place)
    {
        for (int above = (place - 1) / Arity; place > 0 && Timers[place].CompareTo(Timers[above]) < 0; above = (place - 1) / Arity)
        {
            (Timers[place], Timers[above]) = (Timers[above], Timers[place]);
            place = above;
        }
    }

    private void Down(int place)
    {
        while ((place * Arity) + 1 < Timers.Count)
        {
            int least = Enumerable.Range((place * Arity) + 1, Math.Min(Arity, Timers.Count - (place * Arity) - 1)).MinBy(below => Timers[below]);
            if (Timers[place].CompareTo(Timers[least]) < 0)
                return;
            (Timers[place], Timers[least]) = (Timers[least], Timers[place]);
            place = least;
        }
    }
}
