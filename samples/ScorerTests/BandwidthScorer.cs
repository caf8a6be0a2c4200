namespace PhantomParadox.Samples.ScorerTests;

/// <summary>Prefers agents with wide lines, among those that keep their promises.</summary>
public sealed class BandwidthScorer : IAgentScorer
{
    private const int Trusted = 40;
    private const int WideEnough = 1_000;

    /// <summary>A line of 1 Gbit/s or more scores 100, half of that 50; whoever isn't trusted scores 0.</summary>
    public int Score(in AgentTraits agent)
    {
        if (agent.Reputation < Trusted)
            return 0;
        var bandwidth = agent.MaxBandwidth < 0 ? WideEnough : Math.Min(agent.MaxBandwidth, WideEnough);
        return (int)(bandwidth * 100 / WideEnough);
    }
}
