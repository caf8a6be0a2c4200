using PhantomParadox.Memory;

namespace PhantomParadox.Scheduling;

/// <summary>Waiting jobs: per need, a list of lanes by the least reputation they ask for.</summary>
internal sealed class JobQueues
{
    private readonly Lanes _lanes = new();
    private readonly Column<int> _heads = new();   // by need

    public int Count => _lanes.Count;

    public bool Has(int job) => _lanes.Has(job);

    public bool IsEmpty(int need) => need >= _heads.Count || _heads[need] == 0;

    public void Add(int job, in RequirementClasses.Requirement asked, ulong number, int excludedAgent, int excludedOperator)
    {
        _heads.GrowTo(asked.Need + 1);
        Entry entry = new()
        {
            Number = number,
            Value = Bandwidth.Mirrored(Bandwidth.Asked(asked.MinBandwidth)),
            Operator = excludedOperator,
            Agent = excludedAgent,
        };
        _lanes.Add(ref _heads[asked.Need], asked.Need, -asked.MinReputation, job, entry);
    }

    public void Remove(int job) => _lanes.Remove(ref _heads[_lanes.OwnerOf(job)], job);

    public bool Admits(int job, int agent, int operatorId) => _lanes.Admits(job, agent, operatorId);

    public static Race NewRace(uint bandwidth) => new(Bandwidth.Mirrored(bandwidth));

    /// <summary>Enters the lanes of a need with a job that an agent of this reputation can take.</summary>
    public void Enter(ref Race race, int need, int reputation)
    {
        if (!IsEmpty(need))
            _lanes.Enter(ref race, _heads[need], -reputation, bucket: 0);
    }

    public void Run(ref Race race) => _lanes.Run(ref race);

    /// <summary>The first job of a need that an agent can take, if its number is smaller than the best so far.</summary>
    public int Find(int need, int reputation, uint bandwidth, int agent, int operatorId, ref ulong best) =>
        IsEmpty(need) ? -1 : _lanes.Find(_heads[need], -reputation, Bandwidth.Mirrored(bandwidth), agent, operatorId, ref best);

    public void Save(StateWriter writer)
    {
        _lanes.Save(writer);
        _heads.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _lanes.Load(reader);
        _heads.Load(reader);
    }
}
