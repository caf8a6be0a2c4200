namespace PhantomParadox;

/// <summary>Carries messages to agents' sessions.</summary>
/// <remarks>
/// Promises, each a test in the contract suite: delivery is best effort and in order per session; it never waits, and never throws for a
/// session that is gone or slow. What was missed is sent again by the market when the agent's session opens anew.
/// </remarks>
public interface IAgentTransport
{
    /// <summary>Hands a message to a session. Called in the market's order, by one thread at a time but not always the same, only after all that it tells of is durable.</summary>
    /// <param name="session">The session; one that this transport doesn't hold is ignored.</param>
    /// <param name="message">The message.</param>
    void Deliver(SessionId session, AgentMessage message);
}
