namespace PhantomParadox.Memory;

/// <summary>From a hash to the slots filed under it.</summary>
internal sealed class HashIndex
{
    private const int Buckets = 1 << 16;

    private readonly int[] _heads = new int[Buckets];
    private readonly Column<Link> _links = new();
    private int _free;

    public HashIndex() => _links.Append();

    public void Add(ulong hash, int slot)
    {
        int link = _free;
        if (link == 0)
            link = _links.Append();
        else
            _free = _links[link].Next;
        ref int head = ref _heads[hash % Buckets];
        _links[link] = new Link { Hash = hash, Slot = slot, Next = head };
        head = link;
    }

    public bool Remove(ulong hash, int slot)
    {
        ref int at = ref _heads[hash % Buckets];
        while (at != 0)
        {
            ref Link link = ref _links[at];
            if (link.Hash == hash && link.Slot == slot)
            {
                int gone = at;
                at = link.Next;
                link = new Link { Next = _free };
                _free = gone;
                return true;
            }
            at = ref link.Next;
        }
        return false;
    }

    public Probe Find(ulong hash) => new(this, hash, _heads[hash % Buckets]);

    internal struct Probe(HashIndex index, ulong hash, int at)
    {
        public bool Next(out int slot)
        {
            for (; at != 0; at = index._links[at].Next)
            {
                if (index._links[at].Hash != hash)
                    continue;
                slot = index._links[at].Slot;
                at = index._links[at].Next;
                return true;
            }
            slot = -1;
            return false;
        }
    }

    private struct Link
    {
        public ulong Hash;
        public int Slot;
        public int Next;
    }
}
