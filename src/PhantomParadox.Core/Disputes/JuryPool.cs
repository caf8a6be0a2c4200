using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using PhantomParadox.Agents;

namespace PhantomParadox.Disputes;

/// <summary>
/// The agents that could be drawn for a jury, kept as the market goes: online with a free slot, well enough reputed, not on too many
/// juries, rested. It is frozen without copying it: frozen chunks are shared, and copied only when they change.
/// </summary>
internal sealed class JuryPool
{
    private const int Shift = 10;
    private const int ChunkLength = 1 << Shift;
    private const int BitShift = 6;

    // A score is its weight in hundredths, rounded.
    private const int HalfPoint = 5;

    private PoolEntry[][] _chunks = [];
    private bool[] _isShared = [];

    // Who is in it, a bit each: most agents that come and go are not, and that is known without touching their entries.
    private ulong[] _isIn = [];
    private readonly SortedDictionary<int, int> _members = [];
    private ImmutableSortedDictionary<int, string> _operators = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>Agents in it.</summary>
    public int Count { get; private set; }

    /// <summary>Operators that have an agent in it.</summary>
    public int OperatorCount => _members.Count;

    /// <summary>Brings an agent's entry up to date after something about it changed.</summary>
    public void Refresh(Market market, int slot, in AgentRow row)
    {
        // Most are not in it for want of weight, and were not before: no more is needed to know that.
        var hasWeight = row.JuryWeight >= (10 * market.Options.Jury.MinScore) - HalfPoint;
        if (hasWeight || Has(slot))
            Refresh(market, slot, row, hasWeight);
    }

    public void Remove(int slot)
    {
        if (Has(slot))
            Set(slot, default);
    }

    /// <summary>Whether an agent is in it.</summary>
    public bool Has(int slot) =>
        slot >> BitShift < _isIn.Length && (_isIn[slot >> BitShift] >> slot & 1) != 0;

    /// <summary>Whose agent in the pool is; 0 for nobody's.</summary>
    public int OperatorOf(int slot) => _chunks[slot >> Shift][slot & (ChunkLength - 1)].Operator;

    /// <summary>Agents of an operator that are in it.</summary>
    public int CountOf(int @operator) => _members.GetValueOrDefault(@operator);

    /// <summary>Agents in it that nobody operates.</summary>
    public int CountOfOwn { get; private set; }

    /// <summary>Takes all out at once.</summary>
    public void Clear()
    {
        _members.Clear();
        CountOfOwn = 0;
        _chunks = [];
        _isShared = [];
        _isIn = [];
        Count = 0;
    }

    /// <summary>The pool as it is now, for good.</summary>
    public FrozenPool Freeze()
    {
        _isShared.AsSpan().Fill(true);
        return new FrozenPool([.. _chunks], Count, _operators);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refresh(Market market, int slot, in AgentRow row, bool hasWeight)
    {
        var jury = market.Options.Jury;
        var isIn = hasWeight
            && market.Agents.StatusOf(row) == AgentStatus.Online
            && row.OpenDuties < jury.MaxOpenDuties
            && row.CooldownEnds == 0;
        if (!isIn)
        {
            Remove(slot);
            return;
        }
        if (row.Operator != 0)
            Name(row.Operator, market.Texts.Read(row.Operator));
        Set(slot, new PoolEntry(row.Id, row.Ordinal, market.Agents.HandleOf(slot).Generation, (uint)row.JuryWeight, row.Operator,
            row.Wallet, row.Has(AgentFlags.Bootstrap)));
    }

    // Numbers of forgotten operators are used again, for other names.
    private void Name(int number, ReadOnlySpan<byte> utf8)
    {
        var name = Encoding.UTF8.GetString(utf8);
        if (!_operators.TryGetValue(number, out var known) || !string.Equals(known, name, StringComparison.Ordinal))
            _operators = _operators.SetItem(number, name);
    }

    private void Set(int slot, in PoolEntry entry)
    {
        var chunk = slot >> Shift;
        if (chunk >= _chunks.Length)
            Grow(chunk + 1);
        ref var present = ref _chunks[chunk][slot & (ChunkLength - 1)];
        if (present == entry)
            return;
        if (_isShared[chunk])
        {
            _chunks[chunk] = [.. _chunks[chunk]];
            _isShared[chunk] = false;
            present = ref _chunks[chunk][slot & (ChunkLength - 1)];
        }
        Tally(present, -1);
        Tally(entry, 1);
        present = entry;
        ref var bits = ref _isIn[slot >> BitShift];
        bits = entry.Weight == 0 ? bits & ~(1UL << slot) : bits | 1UL << slot;
    }

    private void Tally(in PoolEntry entry, int change)
    {
        if (entry.Weight == 0)
            return;
        Count += change;
        if (entry.Operator == 0)
            CountOfOwn += change;
        else if (CountOf(entry.Operator) + change is > 0 and var members)
            _members[entry.Operator] = members;
        else
            _members.Remove(entry.Operator);
    }

    private void Grow(int chunks)
    {
        var before = _chunks.Length;
        // The directory doubles; the chunks themselves never move.
        Array.Resize(ref _chunks, Math.Max(chunks, before * 2));
        Array.Resize(ref _isShared, _chunks.Length);
        Array.Resize(ref _isIn, _chunks.Length << (Shift - BitShift));
        for (var chunk = before; chunk < _chunks.Length; chunk++)
            _chunks[chunk] = new PoolEntry[ChunkLength];
    }
}

/// <summary>A candidate; a weight of 0 is none.</summary>
internal readonly record struct PoolEntry(UInt128 Id, long Ordinal, uint Generation, uint Weight, int Operator, int Wallet, bool IsBootstrap);
