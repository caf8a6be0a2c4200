namespace PhantomParadox.Memory;

/// <content>Saving. Where each id stands follows from the heap.</content>
internal sealed partial class TimerHeap
{
    /// <summary>Writes the heap.</summary>
    public void Save(StateWriter writer) => _heap.SaveFrom(Root, writer);

    /// <summary>Takes what <see cref="Save"/> wrote in place of what it has.</summary>
    /// <exception cref="SnapshotCorruptException">It is no heap.</exception>
    public void Load(StateReader reader)
    {
        _heap.LoadFrom(Root, reader);
        foreach (Column<int> places in _places)
            places.Clear();
        for (int place = Root; place < _heap.Count; place++)
        {
            reader.Step(place);
            Timer timer = _heap[place];
            if (timer.Id < 0 || timer.Id >= Column<int>.Capacity)
                StateReader.Corrupt($"a timer can't have the number {timer.Id}");
            _places[timer.Id & _kindMask].GrowTo((timer.Id >> kindBits) + 1);
            ref int known = ref LinkOf(timer.Id);
            if (known != 0)
                StateReader.Corrupt($"the timer {timer.Id} is armed twice");
            known = place;
            if (place > Root && timer.IsBefore(_heap[AboveOf(place)]))
                StateReader.Corrupt("timers are out of order");
        }
    }
}
