using System.Runtime.CompilerServices;
using PhantomParadox.Memory;

namespace PhantomParadox.Scheduling;

/// <summary>Sets of capabilities, each kept once under a number and counted: what agents have, or what jobs ask for.</summary>
internal sealed class CapabilitySets(int idleCapacity)
{
    private readonly CapabilityBlocks _blocks = new();
    private readonly Column<Row> _rows = new();
    private readonly IdleList _idle = new(idleCapacity);

    // Most jobs ask for one capability, their type's: such sets are found by it (the set plus one; 0 is none), the others by their content.
    private readonly Column<int> _ofOne = new();
    private HashIndex _ofMore = new();

    /// <summary>The set of these capabilities, with one reference more.</summary>
    /// <param name="capabilities">Sorted and distinct, at most <see cref="CapabilityBlocks.MaxLength"/>.</param>
    /// <param name="added">Whether it was not there before.</param>
    public int Acquire(ReadOnlySpan<int> capabilities, out bool added)
    {
        int known = Find(capabilities);
        added = known < 0;
        if (!added)
        {
            _idle.AddReference(known);
            return known;
        }

        Check(capabilities);
        int set = _idle.Take();
        _rows.GrowTo(set + 1);
        _rows[set] = new Row { Hash = HashOf(capabilities), Block = _blocks.Add(capabilities), Length = capabilities.Length };
        Know(set);
        return set;
    }

    /// <summary>The set of these capabilities; −1 where it isn't kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ReadOnlySpan<int> capabilities)
    {
        if (capabilities.Length != 1)
            return FindByContent(capabilities);
        int only = capabilities[0];
        return (uint)only < (uint)_ofOne.Count ? _ofOne[only] - 1 : -1;
    }

    /// <summary>Drops one reference; returns the set that is evicted in consequence, readable until <see cref="Evict"/>, or −1.</summary>
    public int Release(int set) => _idle.Release(set);

    /// <summary>Forgets a set that <see cref="Release"/> returned.</summary>
    public void Evict(int set)
    {
        ref Row row = ref _rows[set];
        if (row.Length == 1)
            _ofOne[Of(set)[0]] = 0;
        else
            _ofMore.Remove(row.Hash, set);
        _blocks.Remove(row.Block, row.Length);
        row = default;
    }

    public ReadOnlySpan<int> Of(int set)
    {
        ref Row row = ref _rows[set];
        return _blocks.Of(row.Block, row.Length);
    }

    public void Save(StateWriter writer)
    {
        _blocks.Save(writer);
        _rows.Save(writer);
        _idle.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _blocks.Load(reader);
        _rows.Load(reader);
        _idle.Load(reader);
        _ofOne.Clear();
        _ofMore = new HashIndex();
        for (int set = 0; set < _rows.Count; set++)
        {
            if (!_idle.IsAlive(set))
                continue;
            if ((uint)_rows[set].Length > CapabilityBlocks.MaxLength)
                StateReader.Corrupt($"a set of {_rows[set].Length} capabilities is too large");
            if (_rows[set].Length == 1 && (uint)Of(set)[0] >= (uint)Column<int>.Capacity)
                StateReader.Corrupt($"no capability has the number {Of(set)[0]}");
            Know(set);
        }
    }

    private int FindByContent(ReadOnlySpan<int> capabilities)
    {
        ulong hash = HashOf(capabilities);
        HashIndex.Probe probe = _ofMore.Find(hash);
        while (probe.Next(out int candidate))
        {
            ref Row row = ref _rows[candidate];
            if (row.Hash == hash && _blocks.Of(row.Block, row.Length).SequenceEqual(capabilities))
                return candidate;
        }

        return -1;
    }

    private void Know(int set)
    {
        ref Row row = ref _rows[set];
        if (row.Length != 1)
        {
            _ofMore.Add(row.Hash, set);
            return;
        }

        int capability = Of(set)[0];
        _ofOne.GrowTo(capability + 1);
        _ofOne[capability] = set + 1;
    }

    private static void Check(ReadOnlySpan<int> capabilities)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capabilities.Length, CapabilityBlocks.MaxLength);
        for (int i = 0; i < capabilities.Length; i++)
        {
            if (capabilities[i] <= (i == 0 ? -1 : capabilities[i - 1]))
                throw new ArgumentException("Capabilities come sorted and distinct, from 0.", nameof(capabilities));
        }
    }

    private static ulong HashOf(ReadOnlySpan<int> capabilities)
    {
        ulong hash = 14695981039346656037;
        foreach (int capability in capabilities)
        {
            hash = (hash ^ (uint)capability) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 32;
        }

        return hash;
    }

    private struct Row
    {
        public ulong Hash;
        public int Block;
        public int Length;
    }
}
