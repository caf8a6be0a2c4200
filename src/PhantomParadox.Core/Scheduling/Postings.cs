using PhantomParadox.Memory;

namespace PhantomParadox.Scheduling;

/// <summary>
/// Under each capability, the sets that have it and the needs filed there. A need is filed once, under the capability that the
/// fewest sets had when it came; one that asks for nothing, under <see cref="Nothing"/>, which every set has.
/// </summary>
internal sealed class Postings
{
    public const int Nothing = -1;

    private readonly Column<Posting> _postings = new();
    private readonly Column<Capability> _capabilities = new();
    private readonly Column<int> _firstOfSet = new();
    private readonly Column<int> _ofNeed = new();
    private int _free;

    public Postings()
    {
        _postings.Append();
        _capabilities.Append();
    }

    public ref readonly Posting this[int posting] => ref _postings[posting];

    public int SetsWith(int capability) => Has(capability) ? _capabilities[capability + 1].FirstSet : 0;

    public int NeedsUnder(int capability) => Has(capability) ? _capabilities[capability + 1].FirstNeed : 0;

    public void AddSet(int set, ReadOnlySpan<int> capabilities)
    {
        _firstOfSet.GrowTo(set + 1);
        ref int first = ref _firstOfSet[set];
        first = 0;
        for (int i = -1; i < capabilities.Length; i++)
        {
            ref Capability row = ref RowOf(i < 0 ? Nothing : capabilities[i]);
            row.Sets++;
            int posting = Push(ref row.FirstSet, set, i < 0 ? Nothing : capabilities[i]);
            _postings[posting].Sibling = first;
            first = posting;
        }
    }

    public void RemoveSet(int set)
    {
        ref int first = ref _firstOfSet[set];
        while (first != 0)
        {
            int posting = first;
            first = _postings[posting].Sibling;
            ref Capability row = ref RowOf(_postings[posting].Capability);
            row.Sets--;
            Pull(ref row.FirstSet, posting);
        }
    }

    /// <summary>Files a need; returns the capability it stands under.</summary>
    public int AddNeed(int need, ReadOnlySpan<int> capabilities)
    {
        int rarest = Nothing;
        foreach (int capability in capabilities)
        {
            if (rarest == Nothing || RowOf(capability).Sets < RowOf(rarest).Sets)
                rarest = capability;
        }

        _ofNeed.GrowTo(need + 1);
        _ofNeed[need] = Push(ref RowOf(rarest).FirstNeed, need, rarest);
        return rarest;
    }

    public void RemoveNeed(int need)
    {
        int posting = _ofNeed[need];
        _ofNeed[need] = 0;
        Pull(ref RowOf(_postings[posting].Capability).FirstNeed, posting);
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_free);
        _postings.Save(writer);
        _capabilities.Save(writer);
        _firstOfSet.Save(writer);
        _ofNeed.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _free = reader.ReadCount(int.MaxValue);
        _postings.Load(reader);
        _capabilities.Load(reader);
        _firstOfSet.Load(reader);
        _ofNeed.Load(reader);
    }

    private bool Has(int capability) => capability + 1 < _capabilities.Count;

    private ref Capability RowOf(int capability)
    {
        _capabilities.GrowTo(capability + 2);
        return ref _capabilities[capability + 1];
    }

    private int Push(ref int head, int of, int capability)
    {
        int posting = _free;
        if (posting == 0)
            posting = _postings.Append();
        else
            _free = _postings[posting].Next;
        _postings[posting] = new Posting { Of = of, Capability = capability, Next = head };
        if (head != 0)
            _postings[head].Previous = posting;
        head = posting;
        return posting;
    }

    private void Pull(ref int head, int index)
    {
        ref Posting posting = ref _postings[index];
        if (posting.Previous == 0)
            head = posting.Next;
        else
            _postings[posting.Previous].Next = posting.Next;
        if (posting.Next != 0)
            _postings[posting.Next].Previous = posting.Previous;
        posting = new Posting { Next = _free };
        _free = index;
    }

    /// <summary>A set or a need under a capability; 0 ends a list.</summary>
    internal struct Posting
    {
        public int Of;
        public int Capability;
        public int Next;
        public int Previous;

        /// <summary>The set's posting under another of its capabilities.</summary>
        public int Sibling;
    }

    private struct Capability
    {
        public int FirstSet;
        public int FirstNeed;
        public int Sets;
    }
}
