using Xunit;

namespace PhantomParadox.Scheduling;

/// <summary>Drives the index and the naive scan through the same operations, drawn from numbers, and compares all they say.</summary>
internal sealed class MatchingMachine(int bucketWidth)
{
    private const int Ids = 40;

    private static readonly long[] Bandwidths = [-1, 0, 1, 50, 100, 1000, int.MaxValue, (1L << 31) + 5];
    private static readonly int[] Reputations = [0, 3, 50, 52, 54, 55, 97, 100];
    private static readonly int[] Scores = [-5, 0, 4, 5, 50, 53, 55, 99, 100, 130];

    private readonly NaiveIndex _naive = new(bucketWidth);
    private readonly int[] _setOfAgent = new int[Ids];
    private readonly int[] _classOfJob = new int[Ids];
    private readonly ulong[] _numberOfJob = new ulong[Ids];
    private ulong _next = 1;

    public MatchingIndex Index { get; } = new(bucketWidth);

    public void Step(int seed)
    {
        Random draw = new(seed);
        int id = draw.Next(Ids);
        switch (draw.Next(20))
        {
            case < 8: ToggleAgent(id, draw); break;
            case < 15: ToggleJob(id, draw); break;
            case < 19: Match(id, draw); break;
            default: Clear(draw); break;
        }

        Compare(draw);
    }

    private static int[] Capabilities(Random draw, int chance) => [.. Enumerable.Range(0, 6).Where(_ => draw.Next(10) < chance)];

    private static NaiveIndex.Needs Needs(Random draw) => new(
        Capabilities(draw, 2),
        draw.Next(2) == 0 ? 0 : Reputations[draw.Next(Reputations.Length)],
        draw.Next(2) == 0 ? 0 : Bandwidths[draw.Next(1, Bandwidths.Length)]);

    private void ToggleAgent(int id, Random draw)
    {
        if (_naive.HasAgent(id))
        {
            _naive.RemoveAgent(id);
            Index.RemoveAgent(id);
            Index.ReleaseSet(_setOfAgent[id]);
            return;
        }

        Index.RemoveAgent(id);
        NaiveIndex.Agent agent = new(
            Capabilities(draw, 6), Scores[draw.Next(Scores.Length)], Reputations[draw.Next(Reputations.Length)],
            Bandwidths[draw.Next(Bandwidths.Length)], draw.Next(3), _next += (ulong)draw.Next(1, 40));
        _naive.AddAgent(id, agent);
        _setOfAgent[id] = Index.AcquireSet(agent.Set);
        Assert.Equal(agent.Set, Index.CapabilitiesOf(_setOfAgent[id]));
        Index.AddAgent(id, _setOfAgent[id], agent.Score, agent.Reputation, agent.Bandwidth, agent.Operator, agent.Order);
    }

    private void ToggleJob(int id, Random draw)
    {
        if (_naive.HasJob(id))
        {
            _naive.RemoveJob(id);
            Index.RemoveJob(id);
            Index.ReleaseClass(_classOfJob[id]);
            return;
        }

        // A job that comes back stands at its old place.
        if (_numberOfJob[id] == 0 || draw.Next(2) == 0)
            _numberOfJob[id] = _next += (ulong)draw.Next(1, 40);
        NaiveIndex.Job job = new(Needs(draw), _numberOfJob[id], draw.Next(3) == 0 ? draw.Next(Ids) : -1, draw.Next(3));
        _naive.AddJob(id, job);
        int @class = _classOfJob[id] = Index.AcquireClass(job.Needs.Capabilities, job.Needs.MinReputation, job.Needs.MinBandwidth);
        Assert.Equal(job.Needs.Capabilities, Index.CapabilitiesOfClass(@class));
        Assert.Equal((job.Needs.MinReputation, job.Needs.MinBandwidth), (Index.MinReputationOf(@class), Index.MinBandwidthOf(@class)));
        Index.AddJob(id, @class, job.Number, job.ExcludedAgent, job.ExcludedOperator);
    }

    private void Match(int id, Random draw)
    {
        NaiveIndex.Needs needs = Needs(draw);
        int @class = Index.AcquireClass(needs.Capabilities, needs.MinReputation, needs.MinBandwidth);
        int found = Index.FindAgent(@class, id, draw.Next(3));
        Index.ReleaseClass(@class);
        if (found >= 0)
            ToggleAgent(found, draw);
    }

    private void Clear(Random draw)
    {
        if (draw.Next(5) != 0)
            return;
        for (int id = 0; id < Ids; id++)
        {
            if (_naive.HasAgent(id))
                Index.ReleaseSet(_setOfAgent[id]);
        }

        _naive.ClearAgents();
        Index.ClearAgents();
    }

    private void Compare(Random draw)
    {
        Assert.Equal((_naive.AgentCount, _naive.JobCount), ((int)Index.AgentCount, (int)Index.JobCount));
        for (int i = 0; i < 3; i++)
        {
            int id = draw.Next(Ids);
            Assert.Equal((_naive.HasAgent(id), _naive.HasJob(id)), (Index.HasAgent(id), Index.HasJob(id)));

            NaiveIndex.Needs needs = Needs(draw);
            int excluded = draw.Next(-1, Ids);
            int operatorId = draw.Next(3);
            int @class = Index.AcquireClass(needs.Capabilities, needs.MinReputation, needs.MinBandwidth);
            Assert.Equal(_naive.FindAgent(needs, excluded, operatorId), Index.FindAgent(@class, excluded, operatorId));
            Index.ReleaseClass(@class);

            int[] capabilities = Capabilities(draw, 6);
            int reputation = Reputations[draw.Next(Reputations.Length)];
            long bandwidth = Bandwidths[draw.Next(Bandwidths.Length)];
            int set = Index.AcquireSet(capabilities);
            Assert.Equal(
                _naive.FindJob(capabilities, reputation, bandwidth, id, operatorId),
                Index.FindJob(set, reputation, bandwidth, id, operatorId));
            Index.ReleaseSet(set);
        }
    }
}
