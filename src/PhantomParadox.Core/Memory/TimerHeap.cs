using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    private const int Arity = 1 << ArityShift;

    // Where the first timer stands: behind three elements that are never used, so that the four below any begin at a multiple of four. They
    // lie side by side then, in one cache line.
    private const int Root = Arity - 1;

    private readonly Column<Timer> _heap = new();

    // By kind and the rest of the id: the place in the heap, or 0.
    private readonly Column<int>[] _places = PlacesOf(1 << kindBits);
    private readonly int _kindMask = (1 << kindBits) - 1;

    /// <summary>Armed timers.</summary>
    public int Count => Math.Max(_heap.Count - Root, 0);

    /// <summary>Arms the timer of an id, or moves it.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is negative.</exception>
    public void Set(int id, long due)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        Column<int> places = _places[id & _kindMask];
        int rest = id >> kindBits;
        if (rest >= places.Count)
            places.GrowTo(rest + 1);
        ref int link = ref places[rest];
        Timer timer = new() { Due = due, Id = id };
        if (link != 0)
        {
            Move(link, timer, ref link);
            return;
        }

        _heap.GrowTo(Root);
        SiftUp(_heap.Append(), timer, ref link);
    }

    /// <summary>Disarms the timer of an id, if it is armed.</summary>
    public void Cancel(int id)
    {
        Column<int> places = _places[id & _kindMask];
        int rest = id >> kindBits;
        if ((uint)rest < (uint)places.Count && places[rest] != 0)
            Take(ref places[rest]);
    }

    /// <summary>The timer due first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPeek(out int id, out long due)
    {
        if (_heap.Count <= Root)
        {
            id = -1;
            due = 0;
            return false;
        }

        ref Timer first = ref _heap[Root];
        id = first.Id;
        due = first.Due;
        return true;
    }

    /// <summary>When the timer of an id is due, if it is armed.</summary>
    public bool TryGet(int id, out long due)
    {
        Column<int> places = _places[id & _kindMask];
        int rest = id >> kindBits;
        bool isArmed = (uint)rest < (uint)places.Count && places[rest] != 0;
        due = isArmed ? _heap[places[rest]].Due : 0;
        return isArmed;
    }

    private void Take(ref int link)
    {
        int place = link;
        link = 0;
        Timer last = _heap[_heap.Count - 1];
        _heap.RemoveLast();
        if (place < _heap.Count)
            Move(place, last, ref LinkOf(last.Id));
    }

    // Where another timer stood, which was behind those above the place and before those below.
    private void Move(int place, Timer timer, ref int link)
    {
        if (timer.IsBefore(_heap[place]))
            SiftUp(place, timer, ref link);
        else
            SiftDown(place, timer, ref link);
    }

    private void SiftUp(int place, Timer timer, ref int link)
    {
        ref Timer target = ref _heap[place];
        while (place > Root)
        {
            int above = AboveOf(place);
            ref Timer parent = ref _heap[above];
            if (!timer.IsBefore(parent))
                break;
            Put(ref target, place, parent, ref LinkOf(parent.Id));
            target = ref parent;
            place = above;
        }

        Put(ref target, place, timer, ref link);
    }

    private void SiftDown(int place, Timer timer, ref int link)
    {
        ref Timer target = ref _heap[place];
        int count = _heap.Count;
        while (true)
        {
            // A column holds at most 2²⁹ timers: this doesn't overflow.
            int first = (place - Root + 1) << ArityShift;
            if (first >= count)
                break;
            ref Timer below = ref _heap[first];
            ref Timer earliest = ref first + Arity <= count ? ref EarliestOfAll(ref below) : ref EarliestOf(first, count - first);
            if (!earliest.IsBefore(timer))
                break;
            Put(ref target, place, earliest, ref LinkOf(earliest.Id));
            target = ref earliest;
            place = first + (int)((nuint)Unsafe.ByteOffset(ref below, ref earliest) / (nuint)Unsafe.SizeOf<Timer>());
        }

        Put(ref target, place, timer, ref link);
    }

    // Nearly every timer with any below it has as many as can be: they are held against each other in pairs, without a loop.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Timer EarliestOfAll(ref Timer first)
    {
        Span<Timer> all = MemoryMarshal.CreateSpan(ref first, Arity);
        ref Timer left = ref all[1].IsBefore(all[0]) ? ref all[1] : ref all[0];
        ref Timer right = ref all[3].IsBefore(all[2]) ? ref all[3] : ref all[2];
        return ref right.IsBefore(left) ? ref right : ref left;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref Timer EarliestOf(int first, int count)
    {
        ref Timer earliest = ref _heap[first];
        foreach (ref Timer other in _heap.Run(first, count))
        {
            if (other.IsBefore(earliest))
                earliest = ref other;
        }

        return ref earliest;
    }

    private static int AboveOf(int place) => (place >> ArityShift) + Root - 1;

    // Field by field: the padding of a timer is part of what is saved, and zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref Timer target, int place, Timer timer, ref int link)
    {
        target.Due = timer.Due;
        target.Id = timer.Id;
        link = place;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref int LinkOf(int id) => ref _places[id & _kindMask][id >> kindBits];

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

        // What mostly decides is compared once.
        public readonly bool IsBefore(in Timer other) => Due == other.Due ? Id < other.Id : Due < other.Due;
    }
}
