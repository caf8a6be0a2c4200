namespace PhantomParadox;

/// <summary>The default scorer: an agent is as good as its reputation.</summary>
public sealed class ReputationScorer : IAgentScorer
{
    /// <inheritdoc/>
    public int Score(in AgentTraits agent) => agent.Reputation;
}
