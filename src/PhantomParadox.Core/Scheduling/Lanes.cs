using PhantomParadox.Memory;

namespace PhantomParadox.Scheduling;

/// <summary>
/// Lists of lanes. A lane holds the entries of one rank in the order of their numbers; a list, whose head its owner keeps,
/// goes from the highest rank down. Ranks are few (0 to 100), so a list is short however many entries wait in it.
/// </summary>
internal sealed class Lanes
{
    private readonly Column<Entry> _entries = new();
    private readonly Column<Lane> _lanes = new();
    private readonly FirstFitTrie _trie;
    private int _used = 1;
    private int _free;

    public Lanes() => _trie = new FirstFitTrie(_entries);

    public int Count { get; private set; }

    /// <summary>Grows at each <see cref="Clear"/>: heads that were kept under another era are void.</summary>
    public uint Era { get; private set; } = 1;

    public bool Has(int entry) => (uint)entry < (uint)_entries.Count && _entries[entry].Era == Era;

    /// <summary>What the list was called when the entry was added to it.</summary>
    public int OwnerOf(int entry) => _entries[entry].Owner;

    public void Add(ref int head, int owner, int rank, int entry, in Entry what)
    {
        _entries.GrowTo(entry + 1);
        ref int at = ref head;
        while (at != 0 && _lanes[at].Rank > rank)
            at = ref _lanes[at].Next;
        if (at == 0 || _lanes[at].Rank != rank)
            at = NewLane(rank, at);

        ref Entry row = ref _entries[entry];
        row = what;
        row.Owner = owner;
        row.Lane = at;
        row.Era = Era;
        ref Lane lane = ref _lanes[at];
        _trie.Insert(ref lane.Root, entry);
        lane.Max = Math.Max(lane.Max, row.Value);
        Count++;
    }

    public void Remove(ref int head, int entry)
    {
        ref Entry row = ref _entries[entry];
        ref Lane lane = ref _lanes[row.Lane];
        _trie.Remove(ref lane.Root, entry);
        if (lane.Root == 0)
        {
            Unlink(ref head, row.Lane);
        }
        else if (lane.Max == row.Value)
        {
            lane.Max = _trie.Largest(lane.Root);
        }

        row.Era = 0;
        Count--;
    }

    /// <summary>Whether neither the agent nor the operator excludes an entry.</summary>
    public bool Admits(int entry, int agent, int @operator)
    {
        ref Entry row = ref _entries[entry];
        return row.Agent != agent && (@operator == 0 || row.Operator != @operator);
    }

    /// <summary>Enters the lanes of at least this rank that hold somebody who fits, whoever excludes them.</summary>
    public void Enter(ref Race race, int head, int rank, int bucket)
    {
        for (int at = head; at != 0;)
        {
            ref Lane lane = ref _lanes[at];
            if (lane.Rank < rank)
                return;
            if (lane.Max >= race.Value)
            {
                if (bucket > race.Bucket)
                    race.Restart(bucket);
                if (race.Waiting == Race.Width)
                    Run(ref race);
                race.Queues[race.Waiting++] = lane.Root;
                _trie.Prefetch(lane.Root);
            }

            at = lane.Next;
        }
    }

    /// <summary>Runs the lanes that were entered.</summary>
    public void Run(ref Race race)
    {
        Span<int> roots = ((Span<int>)race.Queues)[..race.Waiting];
        race.Waiting = 0;
        _trie.FirstOfEach(roots, race.Value, race.Number);
        foreach (int root in roots)
        {
            if (root >= 0 || _entries[~root].Number >= race.Number)
                continue;
            race.Number = _entries[~root].Number;
            race.Found = ~root;
        }
    }

    /// <summary>
    /// The entry with the smallest number below <paramref name="best"/> (which becomes its number) among those of at least this
    /// rank and value that neither the agent nor the operator excludes; −1 if there is none.
    /// </summary>
    public int Find(int head, int rank, uint value, int agent, int @operator, ref ulong best)
    {
        int found = -1;
        for (int at = head; at != 0;)
        {
            ref Lane lane = ref _lanes[at];
            if (lane.Rank < rank)
                break;
            if (lane.Max >= value)
                Look(lane.Root, value, agent, @operator, ref best, ref found);
            at = lane.Next;
        }

        return found;
    }

    /// <summary>Takes everything out at once, at the same cost however much it is.</summary>
    public void Clear()
    {
        Era++;
        Count = 0;
        _used = 1;
        _free = 0;
        _trie.Clear();
    }

    public void Save(StateWriter writer)
    {
        writer.Write(Era);
        writer.Write(Count);
        writer.Write<int>([_used, _free]);
        _entries.Save(writer);
        _lanes.Save(writer);
        _trie.Save(writer);
    }

    public void Load(StateReader reader)
    {
        Era = (uint)reader.ReadBetween(1, uint.MaxValue);
        Count = reader.ReadCount(int.MaxValue);
        Span<int> figures = stackalloc int[2];
        reader.Read(figures);
        (_used, _free) = (figures[0], figures[1]);
        _entries.Load(reader);
        _lanes.Load(reader);
        _trie.Load(reader);
        if (_used < 1 || _used - 1 > _lanes.Count)
            StateReader.Corrupt($"{_used} lanes can't be used of {_lanes.Count}");
    }

    private void Look(int root, uint value, int agent, int @operator, ref ulong best, ref int found)
    {
        int entry = _trie.First(root, value, best);
        while (entry >= 0)
        {
            ref Entry row = ref _entries[entry];
            if (row.Number >= best)
                return;
            if (Admits(entry, agent, @operator))
            {
                best = row.Number;
                found = entry;
                return;
            }

            entry = _trie.Next(root, value, row.Number, best);
        }
    }

    private int NewLane(int rank, int next)
    {
        int index = _free;
        if (index != 0)
        {
            _free = _lanes[index].Next;
        }
        else
        {
            _lanes.GrowTo(_used + 1);
            index = _used++;
        }

        _lanes[index] = new Lane { Rank = rank, Next = next };
        return index;
    }

    private void Unlink(ref int head, int lane)
    {
        ref int at = ref head;
        while (at != lane)
            at = ref _lanes[at].Next;
        at = _lanes[lane].Next;
        _lanes[lane].Next = _free;
        _free = lane;
    }

    private struct Lane
    {
        /// <summary>The largest value in it.</summary>
        public uint Max;

        public int Root;
        public int Next;
        public int Rank;
    }
}
