using System.Runtime.CompilerServices;
using PhantomParadox.Disputes;
using PhantomParadox.Memory;

namespace PhantomParadox;

/// <summary>
/// How many jobs of one buyer were credited to one agent within 30 days, today included, by whole days, and which of them makes the two
/// related. Pairs whose last credit is older go two at a time as others come, so that a backlog of them always shrinks and no turn pays for
/// it; none goes while a round that opened within its 30 days waits for its draw.
/// </summary>
/// <remarks>Days never go back: an earlier day than the newest seen is taken as that one.</remarks>
internal sealed class PairCredits
{
    private const int SweptPerAdd = 2;
    private const ushort Version = 2;
    private const int GuessBits = 9;

    private readonly Table<PairRow> _pairs = new();
    private readonly KeptJobs _kept = new();
    private HashIndex _index = new();

    // Slots plus one, in order of the day of their last credit; 0 is none.
    private int _oldest;
    private int _newest;
    private int _today;

    // Where the pairs expected or found lately stand, by their hashes: who is credited is expected by the turn and looked up twice, to decide
    // what that is worth and to count it. No part of the state.
    private readonly int[] _guesses = new int[1 << GuessBits];

    /// <summary>Pairs that are kept.</summary>
    public int Pairs => _pairs.Count;

    /// <summary>Jobs that are kept beside the newest of each pair.</summary>
    public int KeptJobs => _kept.Count;

    /// <summary>Credits within the 30 days that end with a day.</summary>
    public int Count(int agentSlot, uint agentGeneration, int buyerSlot, int day)
    {
        var slot = Find(agentSlot, agentGeneration, buyerSlot);
        return slot < 0 ? 0 : _pairs[slot].Sum(Math.Max(day, _today));
    }

    /// <summary>
    /// These pairs will be credited, one after another: has brought near what that looks up, for all of them at once. A market has more pairs
    /// than a cache holds, and each look-up by itself waits for memory twice.
    /// </summary>
    public void Expect(ReadOnlySpan<PairKey> pairs)
    {
        foreach (ref readonly var pair in pairs)
            _index.Prefetch(pair.Hash);
        foreach (ref readonly var pair in pairs)
        {
            var hash = pair.Hash;
            var candidates = _index.Find(hash);
            if (!candidates.Next(out var slot))
                continue;
            _pairs.Prefetch(slot);
            GuessOf(hash) = slot;
        }
    }

    /// <summary>Finds a job that was credited before a round opened and within its 30 days, whatever was credited since.</summary>
    /// <param name="agentSlot">The agent's slot.</param>
    /// <param name="agentGeneration">The agent's generation.</param>
    /// <param name="buyerSlot">The buyer's slot.</param>
    /// <param name="round">The round, which waits for its draw or opens now.</param>
    /// <param name="job">Its id: of the newest job at the opening, or of an earlier one that another round went by.</param>
    public bool TryFindJob(int agentSlot, uint agentGeneration, int buyerSlot, RoundMark round, out UInt128 job)
    {
        job = 0;
        var slot = Find(agentSlot, agentGeneration, buyerSlot);
        if (slot < 0)
            return false;
        ref var pair = ref _pairs[slot];
        if (_kept.TryFind(pair.Kept, round, out job))
            return true;
        job = pair.Job;
        return round.Counts(pair.Opened, pair.LastDay);
    }

    /// <summary>Counts one more credit on a day.</summary>
    public void Add(int agentSlot, uint agentGeneration, int buyerSlot, int day, UInt128 job, in RoundWaits waits)
    {
        _today = Math.Max(day, _today);
        Sweep(waits);
        var slot = Find(agentSlot, agentGeneration, buyerSlot);
        if (slot >= 0)
            _kept.Keep(ref _pairs[slot], waits);
        else
            slot = Insert(agentSlot, agentGeneration, buyerSlot);
        ref var pair = ref _pairs[slot];
        // Among those of a day any order is right: one that was credited today stays where it is, and its neighbours aren't touched.
        if (pair.LastDay != _today)
        {
            Unlink(slot);
            LinkNewest(slot);
        }
        pair.Credit(_today);
        pair.Job = job;
        pair.Opened = waits.Opened;
    }

    /// <summary>Writes all that decides what comes next.</summary>
    public void Save(StateWriter writer)
    {
        writer.Section("credits", Version);
        writer.Write<int>([_oldest, _newest, _today]);
        _pairs.Save(writer);
        _kept.Save(writer);
    }

    public void Load(StateReader reader)
    {
        reader.Section("credits", Version, oldest: Version);
        Span<int> figures = stackalloc int[3];
        reader.Read(figures);
        (_oldest, _newest, _today) = (figures[0], figures[1], figures[2]);
        _pairs.Load(reader);
        _kept.Load(reader);
        _index = new HashIndex();
        foreach (var slot in _pairs.LiveSlots(reader))
        {
            ref var pair = ref _pairs[slot];
            _index.Add(pair.Key.Hash, slot);
        }
    }

    private int Find(int agentSlot, uint agentGeneration, int buyerSlot)
    {
        var hash = new PairKey(agentSlot, agentGeneration, buyerSlot).Hash;
        var guess = GuessOf(hash);
        return guess < _pairs.Slots && _pairs[guess].Is(agentSlot, agentGeneration, buyerSlot)
            ? guess
            : Find(hash, agentSlot, agentGeneration, buyerSlot);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Find(ulong hash, int agentSlot, uint agentGeneration, int buyerSlot)
    {
        var candidates = _index.Find(hash);
        while (candidates.Next(out var slot))
        {
            if (_pairs[slot].Is(agentSlot, agentGeneration, buyerSlot))
                return GuessOf(hash) = slot;
        }

        return -1;
    }

    private ref int GuessOf(ulong hash) => ref _guesses[hash >> (64 - GuessBits)];

    private int Insert(int agentSlot, uint agentGeneration, int buyerSlot)
    {
        var handle = _pairs.Next;
        ref var pair = ref _pairs.Allocate(handle);
        pair.AgentSlot = agentSlot;
        pair.AgentGeneration = agentGeneration;
        pair.BuyerSlot = buyerSlot;
        pair.LastDay = _today;
        _index.Add(new PairKey(agentSlot, agentGeneration, buyerSlot).Hash, handle.Slot);
        LinkNewest(handle.Slot);
        return handle.Slot;
    }

    private void Sweep(in RoundWaits waits)
    {
        var day = waits.IsNone ? _today : Math.Min(_today, waits.Oldest.Day);
        for (var i = 0; i < SweptPerAdd && _oldest != 0; i++)
        {
            var slot = _oldest - 1;
            ref var pair = ref _pairs[slot];
            if (!pair.HasExpired(day))
                return;
            _kept.Drop(ref pair.Kept, default);
            _index.Remove(pair.Key.Hash, slot);
            Unlink(slot);
            _pairs.Free(_pairs.HandleOf(slot));
        }
    }

    private void LinkNewest(int slot)
    {
        ref var pair = ref _pairs[slot];
        pair.Older = _newest;
        pair.Newer = 0;
        if (_newest == 0)
            _oldest = slot + 1;
        else
            _pairs[_newest - 1].Newer = slot + 1;
        _newest = slot + 1;
    }

    private void Unlink(int slot)
    {
        ref var pair = ref _pairs[slot];
        if (pair.Older == 0)
            _oldest = pair.Newer;
        else
            _pairs[pair.Older - 1].Newer = pair.Newer;
        if (pair.Newer == 0)
            _newest = pair.Older;
        else
            _pairs[pair.Newer - 1].Older = pair.Older;
    }
}
