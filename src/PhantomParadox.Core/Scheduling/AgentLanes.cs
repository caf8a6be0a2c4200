using System.Numerics;
using System.Runtime.CompilerServices;
using PhantomParadox.Memory;

namespace PhantomParadox.Scheduling;

/// <summary>Idle agents: per capability set and score bucket, a list of lanes by reputation.</summary>
internal sealed class AgentLanes
{
    private const int MaxScore = 100;

    private readonly Lanes _lanes = new();
    private readonly Column<Set> _sets = new();
    private readonly Column<int> _heads = new();   // of set s and bucket b: row s × buckets + b
    private readonly int _configuredWidth;
    private int _bucketWidth;
    private int _buckets;

    public AgentLanes(int bucketWidth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bucketWidth, 1);
        _configuredWidth = bucketWidth;
        Use(bucketWidth);
    }

    public int Count => _lanes.Count;

    public bool Has(int agent) => _lanes.Has(agent);

    public bool IsEmpty(int set) => set >= _sets.Count || _sets[set].Era != _lanes.Era || (_sets[set].Low | _sets[set].High) == 0;

    public void Add(int agent, int set, int score, int reputation, long bandwidth, int operatorId, ulong order)
    {
        int bucket = Math.Clamp(score, 0, MaxScore) / _bucketWidth;
        Open(set).Mark(bucket);
        int owner = set * _buckets + bucket;
        Entry entry = new() { Number = order, Value = Bandwidth.Offered(bandwidth), Operator = operatorId, Agent = agent };
        _lanes.Add(ref _heads[owner], owner, reputation, agent, entry);
    }

    public void Remove(int agent)
    {
        int owner = _lanes.OwnerOf(agent);
        ref int head = ref _heads[owner];
        _lanes.Remove(ref head, agent);
        if (head == 0)
            _sets[owner / _buckets].Unmark(owner % _buckets);
    }

    public bool Admits(int agent, int excludedAgent, int excludedOperator) => _lanes.Admits(agent, excludedAgent, excludedOperator);

    /// <summary>Enters the lanes of a set's highest bucket with an agent that fits.</summary>
    public void Enter(ref Race race, int set, int minReputation)
    {
        if (set >= _sets.Count)
            return;
        ref Set row = ref _sets[set];
        if (row.Era != _lanes.Era)
            return;
        ulong low = row.Low;
        ulong high = row.High;
        while ((low | high) != 0)
        {
            int bucket = high != 0 ? 127 - BitOperations.LeadingZeroCount(high) : 63 - BitOperations.LeadingZeroCount(low);
            if (bucket < race.Bucket)
                return;
            int before = race.Bucket;
            _lanes.Enter(ref race, _heads[set * _buckets + bucket], minReputation, bucket);
            if (race.Bucket > before)
                return;
            if (bucket >= 64)
                high &= ~(1UL << bucket);
            else
                low &= ~(1UL << bucket);
        }
    }

    public void Run(ref Race race) => _lanes.Run(ref race);

    /// <summary>The best agent of a set, if it is better than the best so far: from a higher bucket, or of smaller order in the same.</summary>
    public int Find(int set, int minReputation, uint bandwidth, int agent, int operatorId, ref int bestBucket, ref ulong bestOrder)
    {
        if (set >= _sets.Count || _sets[set].Era != _lanes.Era)
            return -1;
        ulong low = _sets[set].Low;
        ulong high = _sets[set].High;
        while ((low | high) != 0)
        {
            int bucket = high != 0 ? 127 - BitOperations.LeadingZeroCount(high) : 63 - BitOperations.LeadingZeroCount(low);
            if (bucket < bestBucket)
                break;
            ulong order = bucket > bestBucket ? ulong.MaxValue : bestOrder;
            int found = _lanes.Find(_heads[set * _buckets + bucket], minReputation, bandwidth, agent, operatorId, ref order);
            if (found >= 0)
            {
                bestBucket = bucket;
                bestOrder = order;
                return found;
            }

            if (bucket >= 64)
                high &= ~(1UL << bucket);
            else
                low &= ~(1UL << bucket);
        }

        return -1;
    }

    public void Clear()
    {
        _lanes.Clear();
        if (_bucketWidth == _configuredWidth)
            return;
        Use(_configuredWidth);
        _sets.Clear();
        _heads.Clear();
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_bucketWidth);
        _lanes.Save(writer);
        _sets.Save(writer);
        _heads.Save(writer);
    }

    // The options may have changed since. Those who stand in buckets of the width of then stay there until all are taken out, which
    // the next start does.
    public void Load(StateReader reader)
    {
        Use((int)reader.ReadBetween(1, int.MaxValue));
        _lanes.Load(reader);
        _sets.Load(reader);
        _heads.Load(reader);
        if ((long)_sets.Count * _buckets != _heads.Count)
            StateReader.Corrupt($"{_heads.Count} buckets are not those of {_sets.Count} sets");
    }

    private void Use(int bucketWidth)
    {
        _bucketWidth = bucketWidth;
        _buckets = MaxScore / bucketWidth + 1;
    }

    private ref Set Open(int set)
    {
        if (set < _sets.Count)
        {
            ref Set row = ref _sets[set];
            if (row.Era == _lanes.Era)
                return ref row;
        }

        return ref OpenNew(set);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref Set OpenNew(int set)
    {
        _sets.GrowTo(set + 1);
        _heads.GrowTo(_sets.Count * _buckets);
        ref Set row = ref _sets[set];
        row = new Set { Era = _lanes.Era };
        for (int i = 0; i < _buckets; i++)
            _heads[set * _buckets + i] = 0;
        return ref row;
    }

    private struct Set
    {
        /// <summary>The buckets that hold somebody: 0 to 63, and from 64.</summary>
        public ulong Low;

        public ulong High;
        public ulong Era;

        public void Mark(int bucket) => (bucket < 64 ? ref Low : ref High) |= 1UL << bucket;

        public void Unmark(int bucket) => (bucket < 64 ? ref Low : ref High) &= ~(1UL << bucket);
    }
}
