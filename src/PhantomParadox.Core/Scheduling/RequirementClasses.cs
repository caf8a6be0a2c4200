using System.Runtime.CompilerServices;
using PhantomParadox.Memory;

namespace PhantomParadox.Scheduling;

/// <summary>What jobs ask for, each kept once under a number and counted: a need, a least reputation, a least bandwidth.</summary>
internal sealed class RequirementClasses(int idleCapacity)
{
    private const int GuessBits = 8;

    private readonly Column<Requirement> _rows = new();

    // By what is cheap to compute of its content, a class that was acquired lately (plus one; 0 is none): it is alive, and most are asked for
    // again. No part of the state.
    private readonly int[] _guesses = new int[1 << GuessBits];
    private HashIndex _byContent = new();
    private readonly IdleList _idle = new(idleCapacity);

    public ref readonly Requirement this[int @class] => ref _rows[@class];

    /// <summary>The class of these requirements, with one reference more; −1 where there is none.</summary>
    public int TryAcquire(int need, int minReputation, long minBandwidth)
    {
        int guess = _guesses[GuessOf(need, minReputation, minBandwidth)] - 1;
        if (guess < 0 || !_rows[guess].Is(need, minReputation, minBandwidth))
            return TryAcquireByHash(need, minReputation, minBandwidth);
        _idle.AddReference(guess);
        return guess;
    }

    /// <summary>A class that is not there yet, with one reference.</summary>
    public int Add(int need, int minReputation, long minBandwidth)
    {
        int @class = _idle.Take();
        _rows.GrowTo(@class + 1);
        _rows[@class] = new Requirement { Need = need, MinReputation = minReputation, MinBandwidth = minBandwidth };
        _byContent.Add(HashOf(need, minReputation, minBandwidth), @class);
        return @class;
    }

    /// <summary>Drops one reference; returns the need of a class that was evicted in consequence, or −1.</summary>
    public int Release(int @class)
    {
        int evicted = _idle.Release(@class);
        if (evicted < 0)
            return -1;
        ref Requirement row = ref _rows[evicted];
        int need = row.Need;
        _byContent.Remove(HashOf(need, row.MinReputation, row.MinBandwidth), evicted);
        _guesses[GuessOf(need, row.MinReputation, row.MinBandwidth)] = 0;
        row = default;
        return need;
    }

    public void Save(StateWriter writer)
    {
        _rows.Save(writer);
        _idle.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _rows.Load(reader);
        _idle.Load(reader);
        _byContent = new HashIndex();
        Array.Clear(_guesses);
        for (int @class = 0; @class < _rows.Count; @class++)
        {
            ref Requirement row = ref _rows[@class];
            if (_idle.IsAlive(@class))
                _byContent.Add(HashOf(row.Need, row.MinReputation, row.MinBandwidth), @class);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int TryAcquireByHash(int need, int minReputation, long minBandwidth)
    {
        HashIndex.Probe probe = _byContent.Find(HashOf(need, minReputation, minBandwidth));
        while (probe.Next(out int candidate))
        {
            if (!_rows[candidate].Is(need, minReputation, minBandwidth))
                continue;
            _guesses[GuessOf(need, minReputation, minBandwidth)] = candidate + 1;
            _idle.AddReference(candidate);
            return candidate;
        }

        return -1;
    }

    private static ulong HashOf(int need, int minReputation, long minBandwidth)
    {
        ulong hash = ((ulong)(uint)need << 32 | (uint)minReputation) * 0x9E3779B97F4A7C15;
        hash = (hash ^ hash >> 32 ^ (ulong)minBandwidth) * 0xD6E8FEB86659FD93;
        return hash ^ hash >> 32;
    }

    private static int GuessOf(int need, int minReputation, long minBandwidth) =>
        (int)(((uint)need * 31u + (uint)minReputation * 7919u + (uint)minBandwidth) * 0x9E3779B9u >> (32 - GuessBits));

    internal struct Requirement
    {
        public long MinBandwidth;
        public int Need;
        public int MinReputation;

        public readonly bool Is(int need, int minReputation, long minBandwidth) =>
            Need == need && MinReputation == minReputation && MinBandwidth == minBandwidth;
    }
}
