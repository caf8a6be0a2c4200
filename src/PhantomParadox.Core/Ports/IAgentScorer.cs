namespace PhantomParadox;

/// <summary>Says how good an agent is for work. A pure function: the same input gives the same score, always.</summary>
public interface IAgentScorer
{
    /// <summary>Scores an agent; called when the agent changes, never per match. The highest bucket of scores is served first.</summary>
    /// <param name="agent">The agent.</param>
    /// <returns>The score, 0 to 100; what lies outside is taken as the nearer end.</returns>
    int Score(in AgentTraits agent);
}

/// <summary>What a scorer may look at.</summary>
/// <param name="Reputation">Reputation as shown, 0 to 100.</param>
/// <param name="MaxBandwidth">Bandwidth it offers in Mbit/s; −1 is no limit.</param>
/// <param name="DailyDataCap">Data it offers a day in MB; −1 is no limit.</param>
/// <param name="Capacity">Jobs it works on at once.</param>
public readonly record struct AgentTraits(int Reputation, long MaxBandwidth, long DailyDataCap, int Capacity);
