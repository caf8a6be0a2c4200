using PhantomParadox.Memory;

namespace PhantomParadox.Scheduling;

/// <summary>
/// Which sets of capabilities meet which needs, worked out when a set or a need appears and kept as links, so that a match
/// compares no capabilities.
/// </summary>
internal sealed class Matches
{
    private readonly Postings _postings = new();
    private readonly Column<Link> _links = new();
    private readonly Column<int> _ofSet = new();
    private readonly Column<int> _ofNeed = new();
    private int _free;

    public Matches() => _links.Append();

    /// <summary>The first link of a set; 0 for none.</summary>
    public int OfSet(int set) => _ofSet[set];

    /// <summary>The first link of a need; 0 for none.</summary>
    public int OfNeed(int need) => _ofNeed[need];

    public ref readonly Link this[int link] => ref _links[link];

    public void AddSet(int set, CapabilitySets sets, CapabilitySets needs)
    {
        ReadOnlySpan<int> has = sets.Of(set);
        _ofSet.GrowTo(set + 1);
        _postings.AddSet(set, has);
        for (int i = -1; i < has.Length; i++)
        {
            for (int at = _postings.NeedsUnder(i < 0 ? Postings.Nothing : has[i]); at != 0; at = _postings[at].Next)
            {
                if (Contains(has, needs.Of(_postings[at].Of)))
                    Connect(set, _postings[at].Of);
            }
        }
    }

    public void AddNeed(int need, CapabilitySets sets, CapabilitySets needs)
    {
        ReadOnlySpan<int> asked = needs.Of(need);
        _ofNeed.GrowTo(need + 1);
        int rarest = _postings.AddNeed(need, asked);
        for (int at = _postings.SetsWith(rarest); at != 0; at = _postings[at].Next)
        {
            if (Contains(sets.Of(_postings[at].Of), asked))
                Connect(_postings[at].Of, need);
        }
    }

    public void RemoveSet(int set)
    {
        _postings.RemoveSet(set);
        while (_ofSet[set] != 0)
            Disconnect(_ofSet[set]);
    }

    public void RemoveNeed(int need)
    {
        _postings.RemoveNeed(need);
        while (_ofNeed[need] != 0)
            Disconnect(_ofNeed[need]);
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_free);
        _postings.Save(writer);
        _links.Save(writer);
        _ofSet.Save(writer);
        _ofNeed.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _free = reader.ReadCount(int.MaxValue);
        _postings.Load(reader);
        _links.Load(reader);
        _ofSet.Load(reader);
        _ofNeed.Load(reader);
    }

    private static bool Contains(ReadOnlySpan<int> has, ReadOnlySpan<int> asked)
    {
        if (asked.Length > has.Length)
            return false;
        int at = 0;
        foreach (int capability in asked)
        {
            while (at < has.Length && has[at] < capability)
                at++;
            if (at == has.Length || has[at] != capability)
                return false;
        }

        return true;
    }

    private void Connect(int set, int need)
    {
        int link = _free;
        if (link == 0)
            link = _links.Append();
        else
            _free = _links[link].NextOfSet;
        ref int first = ref _ofSet[set];
        ref int firstOfNeed = ref _ofNeed[need];
        _links[link] = new Link { Set = set, Need = need, NextOfSet = first, NextOfNeed = firstOfNeed };
        if (first != 0)
            _links[first].PreviousOfSet = link;
        if (firstOfNeed != 0)
            _links[firstOfNeed].PreviousOfNeed = link;
        first = link;
        firstOfNeed = link;
    }

    private void Disconnect(int index)
    {
        ref Link link = ref _links[index];
        if (link.PreviousOfSet == 0)
            _ofSet[link.Set] = link.NextOfSet;
        else
            _links[link.PreviousOfSet].NextOfSet = link.NextOfSet;
        if (link.NextOfSet != 0)
            _links[link.NextOfSet].PreviousOfSet = link.PreviousOfSet;
        if (link.PreviousOfNeed == 0)
            _ofNeed[link.Need] = link.NextOfNeed;
        else
            _links[link.PreviousOfNeed].NextOfNeed = link.NextOfNeed;
        if (link.NextOfNeed != 0)
            _links[link.NextOfNeed].PreviousOfNeed = link.PreviousOfNeed;
        link = new Link { NextOfSet = _free };
        _free = index;
    }

    /// <summary>One set that meets one need; 0 ends a list.</summary>
    internal struct Link
    {
        public int Set;
        public int Need;
        public int NextOfSet;
        public int NextOfNeed;
        public int PreviousOfSet;
        public int PreviousOfNeed;
    }
}
