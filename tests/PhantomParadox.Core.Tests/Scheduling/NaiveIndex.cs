namespace PhantomParadox.Scheduling;

/// <summary>The rules of matching as a scan over everything: what <see cref="MatchingIndex"/> must agree with.</summary>
internal sealed class NaiveIndex(int bucketWidth)
{
    private readonly Dictionary<int, Agent> _agents = [];
    private readonly Dictionary<int, Job> _jobs = [];

    public int AgentCount => _agents.Count;

    public int JobCount => _jobs.Count;

    public bool HasAgent(int agent) => _agents.ContainsKey(agent);

    public bool HasJob(int job) => _jobs.ContainsKey(job);

    public void AddAgent(int id, Agent agent) => _agents.Add(id, agent);

    public void RemoveAgent(int id) => _agents.Remove(id);

    public void ClearAgents() => _agents.Clear();

    public void AddJob(int id, Job job) => _jobs.Add(id, job);

    public void RemoveJob(int id) => _jobs.Remove(id);

    public int FindAgent(Needs needs, int excludedAgent, int excludedOperator) => _agents
        .Where(a => Meets(a.Value.Set, a.Value.Reputation, a.Value.Bandwidth, needs))
        .Where(a => a.Key != excludedAgent && (excludedOperator == 0 || a.Value.Operator != excludedOperator))
        .OrderByDescending(a => Math.Clamp(a.Value.Score, 0, 100) / bucketWidth)
        .ThenBy(a => a.Value.Order)
        .Select(a => a.Key)
        .FirstOrDefault(-1);

    public int FindJob(int[] set, int reputation, long bandwidth, int agent, int operatorId) => _jobs
        .Where(j => Meets(set, reputation, bandwidth, j.Value.Needs))
        .Where(j => j.Value.ExcludedAgent != agent && (operatorId == 0 || j.Value.ExcludedOperator != operatorId))
        .OrderBy(j => j.Value.Number)
        .Select(j => j.Key)
        .FirstOrDefault(-1);

    private static bool Meets(int[] set, int reputation, long bandwidth, Needs needs) =>
        needs.Capabilities.All(set.Contains)
        && reputation >= needs.MinReputation
        && (bandwidth == -1 || bandwidth >= needs.MinBandwidth);

    internal sealed record Needs(int[] Capabilities, int MinReputation, long MinBandwidth);

    internal sealed record Agent(int[] Set, int Score, int Reputation, long Bandwidth, int Operator, ulong Order);

    internal sealed record Job(Needs Needs, ulong Number, int ExcludedAgent, int ExcludedOperator);
}
