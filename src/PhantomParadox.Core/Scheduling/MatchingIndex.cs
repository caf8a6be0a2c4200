using System.Runtime.CompilerServices;
using PhantomParadox.Memory;

namespace PhantomParadox.Scheduling;

/// <summary>
/// Which idle agent for a job, which waiting job for an agent. Exact and deterministic; jobs that nobody can take block nobody.
/// The cost of a match grows with the number of different capability sets that meet a need (or needs that a set meets), not
/// with the number of agents or of jobs, nor with how their bandwidths are spread.
/// </summary>
/// <param name="bucketWidth">Points of score that count as equal, from 1.</param>
internal sealed class MatchingIndex(int bucketWidth)
{
    private const int IdleKept = 1024;

    private readonly CapabilitySets _sets = new(IdleKept);
    private readonly CapabilitySets _needs = new(IdleKept);
    private readonly RequirementClasses _classes = new(IdleKept);
    private readonly Matches _matches = new();
    private readonly AgentLanes _agents = new(bucketWidth);
    private readonly JobQueues _jobs = new();

    public long AgentCount => _agents.Count;

    public long JobCount => _jobs.Count;

    /// <summary>The set of an agent's capabilities (sorted, distinct, at most 64), with one reference more.</summary>
    public int AcquireSet(ReadOnlySpan<int> capabilities)
    {
        int set = _sets.Acquire(capabilities, out bool added);
        if (added)
            _matches.AddSet(set, _sets, _needs);
        return set;
    }

    /// <summary>Drops a reference; the last one only once no agent stands in the index under this set.</summary>
    public void ReleaseSet(int set)
    {
        int evicted = _sets.Release(set);
        if (evicted < 0)
            return;
        if (!_agents.IsEmpty(evicted))
            throw new InvalidOperationException($"Set {evicted} was released while agents stood under it.");
        _matches.RemoveSet(evicted);
        _sets.Evict(evicted);
    }

    public ReadOnlySpan<int> CapabilitiesOf(int set) => _sets.Of(set);

    /// <summary>The class of what a job asks for, with one reference more. Zero is no minimum.</summary>
    /// <param name="capabilities">Its type's included; sorted, distinct, at most 64.</param>
    public int AcquireClass(ReadOnlySpan<int> capabilities, int minReputation, long minBandwidth)
    {
        // A class holds a reference to its need: where there is one it needs no more.
        int need = _needs.Find(capabilities);
        int @class = need < 0 ? -1 : _classes.TryAcquire(need, minReputation, minBandwidth);
        if (@class >= 0)
            return @class;
        need = _needs.Acquire(capabilities, out bool added);
        if (added)
            _matches.AddNeed(need, _sets, _needs);
        return _classes.Add(need, minReputation, minBandwidth);
    }

    /// <summary>Drops a reference; the last one only once no job stands in the index under this class.</summary>
    public void ReleaseClass(int @class)
    {
        int need = _classes.Release(@class);
        if (need >= 0)
            ReleaseNeed(need);
    }

    public ReadOnlySpan<int> CapabilitiesOfClass(int @class) => _needs.Of(_classes[@class].Need);

    public int MinReputationOf(int @class) => _classes[@class].MinReputation;

    public long MinBandwidthOf(int @class) => _classes[@class].MinBandwidth;

    /// <summary>An agent is idle: it joins its bucket.</summary>
    /// <param name="order">Unique; greater than all before, it waits behind them.</param>
    /// <param name="bandwidth">−1 has no limit.</param>
    /// <param name="operatorId">0 for nobody.</param>
    public void AddAgent(int agent, int set, int score, int reputation, long bandwidth, int operatorId, ulong order)
    {
        if (_agents.Has(agent))
            throw new InvalidOperationException($"Agent {agent} is in the index already.");
        _agents.Add(agent, set, score, reputation, bandwidth, operatorId, order);
    }

    /// <summary>An agent is no longer idle; says whether it was.</summary>
    public bool RemoveAgent(int agent)
    {
        bool wasIn = _agents.Has(agent);
        if (wasIn)
            _agents.Remove(agent);
        return wasIn;
    }

    public bool HasAgent(int agent) => _agents.Has(agent);

    /// <summary>Takes all agents out, at the same cost however many they are.</summary>
    public void ClearAgents() => _agents.Clear();

    /// <summary>A job waits.</summary>
    /// <param name="number">Unique: its place in the queue. One that comes back stands at its old place.</param>
    /// <param name="excludedAgent">−1 for none.</param>
    /// <param name="excludedOperator">0 for none.</param>
    public void AddJob(int job, int @class, ulong number, int excludedAgent, int excludedOperator)
    {
        if (_jobs.Has(job))
            throw new InvalidOperationException($"Job {job} is in the index already.");
        _jobs.Add(job, _classes[@class], number, excludedAgent, excludedOperator);
    }

    public void RemoveJob(int job)
    {
        if (_jobs.Has(job))
            _jobs.Remove(job);
    }

    public bool HasJob(int job) => _jobs.Has(job);

    /// <summary>The agent for a job: of those that meet the class, highest score bucket, then smallest order; −1 if there is none.</summary>
    /// <param name="excludedAgent">−1 for none.</param>
    /// <param name="excludedOperator">0 for none.</param>
    public int FindAgent(int @class, int excludedAgent, int excludedOperator) =>
        FindAgent(_classes[@class], excludedAgent, excludedOperator);

    /// <summary>The same for a job that has no class yet; −1 also where nobody has asked for these capabilities before.</summary>
    /// <param name="capabilities">Its type's included; sorted, distinct, at most 64.</param>
    public int FindAgent(ReadOnlySpan<int> capabilities, int minReputation, long minBandwidth)
    {
        int need = _needs.Find(capabilities);
        return need < 0
            ? -1
            : FindAgent(
                new RequirementClasses.Requirement { Need = need, MinReputation = minReputation, MinBandwidth = minBandwidth },
                excludedAgent: -1, excludedOperator: 0);
    }

    /// <summary>The job for an agent: the smallest number among those it meets and that do not exclude it; −1 if there is none.</summary>
    public int FindJob(int set, int reputation, long bandwidth, int agent, int operatorId)
    {
        if (_jobs.Count == 0)
            return -1;
        uint offered = Bandwidth.Offered(bandwidth);
        Race race = JobQueues.NewRace(offered);
        for (int at = _matches.OfSet(set); at != 0;)
        {
            ref readonly Matches.Link link = ref _matches[at];
            _jobs.Enter(ref race, link.Need, reputation);
            at = link.NextOfSet;
        }

        _jobs.Run(ref race);
        if (race.Found < 0)
            return -1;
        if (_jobs.Admits(race.Found, agent, operatorId))
            return _jobs.JobAt(race.Found);

        int best = -1;
        ulong number = ulong.MaxValue;
        for (int at = _matches.OfSet(set); at != 0;)
        {
            ref readonly Matches.Link link = ref _matches[at];
            int found = _jobs.Find(link.Need, reputation, offered, agent, operatorId, ref number);
            if (found >= 0)
                best = found;
            at = link.NextOfSet;
        }

        return best < 0 ? -1 : _jobs.JobAt(best);
    }

    /// <summary>Writes the whole state: the same operations in the same order give the same.</summary>
    public void Save(StateWriter writer)
    {
        writer.Section("matching", 2);
        _sets.Save(writer);
        _needs.Save(writer);
        _classes.Save(writer);
        _matches.Save(writer);
        _agents.Save(writer);
        _jobs.Save(writer);
    }

    public void Load(StateReader reader)
    {
        reader.Section("matching", 2, oldest: 2);
        _sets.Load(reader);
        _needs.Load(reader);
        _classes.Load(reader);
        _matches.Load(reader);
        _agents.Load(reader);
        _jobs.Load(reader);
    }

    // Never part of another method: of one as large as both the compiler would no longer inline the walk through the lanes.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindAgent(in RequirementClasses.Requirement asked, int excludedAgent, int excludedOperator)
    {
        if (_agents.Count == 0)
            return -1;
        uint bandwidth = Bandwidth.Asked(asked.MinBandwidth);

        // Exclusion seldom hits the best: look for it without, and search again only if it did.
        Race race = new(bandwidth);
        for (int at = _matches.OfNeed(asked.Need); at != 0;)
        {
            ref readonly Matches.Link link = ref _matches[at];
            _agents.Enter(ref race, link.Set, asked.MinReputation);
            at = link.NextOfNeed;
        }

        _agents.Run(ref race);
        if (race.Found < 0 || _agents.Admits(race.Found, excludedAgent, excludedOperator))
            return race.Found;

        int best = -1;
        int bucket = -1;
        ulong order = ulong.MaxValue;
        for (int at = _matches.OfNeed(asked.Need); at != 0;)
        {
            ref readonly Matches.Link link = ref _matches[at];
            int found = _agents.Find(link.Set, asked.MinReputation, bandwidth, excludedAgent, excludedOperator, ref bucket, ref order);
            if (found >= 0)
                best = found;
            at = link.NextOfNeed;
        }

        return best;
    }

    private void ReleaseNeed(int need)
    {
        int evicted = _needs.Release(need);
        if (evicted < 0)
            return;
        if (!_jobs.IsEmpty(evicted))
            throw new InvalidOperationException($"Need {evicted} was released while jobs stood under it.");
        _matches.RemoveNeed(evicted);
        _needs.Evict(evicted);
    }
}
