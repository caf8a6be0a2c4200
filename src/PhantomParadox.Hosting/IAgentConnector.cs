namespace PhantomParadox.Hosting;

/// <summary>Connects agents that live in this process: no socket, no serialisation.</summary>
public interface IAgentConnector
{
    /// <summary>Opens a session for an agent. A wallet that has a session elsewhere is taken over.</summary>
    /// <param name="profile">Who it is and what it offers.</param>
    /// <param name="cancellationToken">Gives up; a session that opens all the same is closed.</param>
    /// <returns>The agent, online. Dispose it to go offline.</returns>
    /// <exception cref="MarketRefusedException">The profile is not valid, or the market takes no commands.</exception>
    ValueTask<InProcessAgent> ConnectAsync(AgentProfile profile, CancellationToken cancellationToken = default);
}
