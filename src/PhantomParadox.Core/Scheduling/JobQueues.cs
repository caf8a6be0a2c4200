using PhantomParadox.Memory;

namespace PhantomParadox.Scheduling;

/// <summary>
/// Waiting jobs: per need, a list of lanes by the least reputation they ask for. They stand there under places that are used again: few
/// jobs wait at a time, and most of those in memory never will again.
/// </summary>
internal sealed class JobQueues
{
    private readonly Lanes _lanes = new();
    private readonly Column<int> _heads = new();   // by need
    private readonly Column<int> _places = new();   // by job: its place plus one, or 0
    private readonly Column<int> _jobs = new();   // by place: its job; of a free one the next free one plus one, or 0
    private int _free;

    public int Count => _lanes.Count;

    public bool Has(int job) => (uint)job < (uint)_places.Count && _places[job] != 0;

    /// <summary>The job at a place.</summary>
    public int JobAt(int place) => _jobs[place];

    public bool IsEmpty(int need) => need >= _heads.Count || _heads[need] == 0;

    public void Add(int job, in RequirementClasses.Requirement asked, ulong number, int excludedAgent, int excludedOperator)
    {
        _heads.GrowTo(asked.Need + 1);
        _places.GrowTo(job + 1);
        int place = TakePlace();
        _jobs[place] = job;
        _places[job] = place + 1;
        Entry entry = new()
        {
            Number = number,
            Value = Bandwidth.Mirrored(Bandwidth.Asked(asked.MinBandwidth)),
            Operator = excludedOperator,
            Agent = excludedAgent,
        };
        _lanes.Add(ref _heads[asked.Need], asked.Need, -asked.MinReputation, place, entry);
    }

    public void Remove(int job)
    {
        int place = _places[job] - 1;
        _lanes.Remove(ref _heads[_lanes.OwnerOf(place)], place);
        _places[job] = 0;
        _jobs[place] = _free;
        _free = place + 1;
    }

    public bool Admits(int place, int agent, int operatorId) => _lanes.Admits(place, agent, operatorId);

    public static Race NewRace(uint bandwidth) => new(Bandwidth.Mirrored(bandwidth));

    /// <summary>Enters the lanes of a need with a job that an agent of this reputation can take.</summary>
    public void Enter(ref Race race, int need, int reputation)
    {
        if (!IsEmpty(need))
            _lanes.Enter(ref race, _heads[need], -reputation, bucket: 0);
    }

    public void Run(ref Race race) => _lanes.Run(ref race);

    /// <summary>The place of the first job of a need that an agent can take, if its number is smaller than the best so far.</summary>
    public int Find(int need, int reputation, uint bandwidth, int agent, int operatorId, ref ulong best) =>
        IsEmpty(need) ? -1 : _lanes.Find(_heads[need], -reputation, Bandwidth.Mirrored(bandwidth), agent, operatorId, ref best);

    public void Save(StateWriter writer)
    {
        _lanes.Save(writer);
        _heads.Save(writer);
        _places.Save(writer);
        _jobs.Save(writer);
        writer.Write(_free);
    }

    public void Load(StateReader reader)
    {
        _lanes.Load(reader);
        _heads.Load(reader);
        _places.Load(reader);
        _jobs.Load(reader);
        _free = reader.ReadCount(_jobs.Count);
    }

    private int TakePlace()
    {
        if (_free == 0)
            return _jobs.Append();
        int place = _free - 1;
        _free = _jobs[place];
        return place;
    }
}
