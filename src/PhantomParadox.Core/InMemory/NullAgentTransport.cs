namespace PhantomParadox;

/// <summary>A transport that holds no sessions: for markets without agents, such as a replay.</summary>
public sealed class NullAgentTransport : IAgentTransport
{
    private NullAgentTransport()
    {
    }

    /// <summary>The only one.</summary>
    public static NullAgentTransport Instance { get; } = new();

    /// <inheritdoc/>
    public void Deliver(SessionId session, AgentMessage message)
    {
    }
}
