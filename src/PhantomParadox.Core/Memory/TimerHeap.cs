using System.Runtime.CompilerServices;

namespace PhantomParadox.Memory;

/// <summary>
/// Timers, at most one per id, the earliest first and among equals the smallest id. A heap of four children a node
/// (D. B. Johnson, "Priority queues with update and finding minimum spanning trees", IPL 4(3), 1975), which knows where
/// each id stands: arming, moving and cancelling are O(log n).
/// </summary>
/// <param name="kindBits">
/// The lowest bits of an id that say what the rest of it counts: kinds of which there are few take no room for those of which there are many.
/// </param>
internal sealed partial class TimerHeap(int kindBits = 0)
{
    private const int ArityShift = 2;

    private readonly Column<Timer> _heap = new();

    // By kind and the rest of the id: the place in the heap plus one, or 0.
    private readonly Column<int>[] _places = PlacesOf(1 << kindBits);
    private readonly int _kindMask = (1 << kindBits) - 1;

    /// <summary>Armed timers.</summary>
    public int Count => _heap.Count;

    /// <summary>Arms the timer of an id, or moves it.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is negative.</exception>
    public void Set(int id, long due)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        _places[id & _kindMask].GrowTo((id >> kindBits) + 1);
        Timer timer = new() { Due = due, Id = id };
        int place = PlaceOf(id) - 1;
        if (place < 0)
            SiftUp(_heap.Append(), timer);
        else
            Place(place, timer);
    }

    /// <summary>Disarms the timer of an id, if it is armed.</summary>
    public void Cancel(int id)
    {
        if (!IsArmed(id))
            return;
        ref int link = ref PlaceOf(id);
        int place = link - 1;
        link = 0;
        Timer last = _heap[_heap.Count - 1];
        _heap.RemoveLast();
        if (place < _heap.Count)
            Place(place, last);
    }

    /// <summary>The timer due first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPeek(out int id, out long due)
    {
        if (_heap.Count == 0)
        {
            id = -1;
            due = 0;
            return false;
        }

        ref Timer first = ref _heap[0];
        id = first.Id;
        due = first.Due;
        return true;
    }

    /// <summary>When the timer of an id is due, if it is armed.</summary>
    public bool TryGet(int id, out long due)
    {
        if (!IsArmed(id))
        {
            due = 0;
            return false;
        }

        due = _heap[PlaceOf(id) - 1].Due;
        return true;
    }

    private void Place(int place, in Timer timer)
    {
        if (place > 0 && timer.IsBefore(_heap[(place - 1) >> ArityShift]))
            SiftUp(place, timer);
        else
            SiftDown(place, timer);
    }

    private void SiftUp(int place, in Timer timer)
    {
        while (place > 0)
        {
            int above = (place - 1) >> ArityShift;
            ref Timer parent = ref _heap[above];
            if (!timer.IsBefore(parent))
                break;
            Put(place, parent);
            place = above;
        }

        Put(place, timer);
    }

    private void SiftDown(int place, in Timer timer)
    {
        while (true)
        {
            long first = ((long)place << ArityShift) + 1;
            if (first >= _heap.Count)
                break;
            int least = (int)first;
            int end = (int)Math.Min(first + (1 << ArityShift), _heap.Count);
            ref Timer earliest = ref _heap[least];
            for (int child = least + 1; child < end;)
            {
                Span<Timer> siblings = _heap.Stretch(child, end - child);
                for (int i = 0; i < siblings.Length; i++)
                {
                    if (!siblings[i].IsBefore(earliest))
                        continue;
                    earliest = ref siblings[i];
                    least = child + i;
                }

                child += siblings.Length;
            }

            if (!earliest.IsBefore(timer))
                break;
            Put(place, earliest);
            place = least;
        }

        Put(place, timer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(int place, in Timer timer)
    {
        ref Timer target = ref _heap[place];
        target.Due = timer.Due;
        target.Id = timer.Id;
        PlaceOf(timer.Id) = place + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref int PlaceOf(int id) => ref _places[id & _kindMask][id >> kindBits];

    private bool IsArmed(int id)
    {
        Column<int> places = _places[id & _kindMask];
        int rest = id >> kindBits;
        return (uint)rest < (uint)places.Count && places[rest] != 0;
    }

    private static Column<int>[] PlacesOf(int kinds)
    {
        var places = new Column<int>[kinds];
        for (int kind = 0; kind < kinds; kind++)
            places[kind] = new Column<int>();
        return places;
    }

    private struct Timer
    {
        public long Due;
        public int Id;

        public readonly bool IsBefore(in Timer other) => Due < other.Due || (Due == other.Due && Id < other.Id);
    }
}
