namespace PhantomParadox.Hosting;

/// <summary>Thrown to the reader of an agent's messages that left more than 1,024 unread: its session has ended. Connect again.</summary>
public sealed class AgentFellBehindException()
    : Exception("The agent left too many messages unread and its session has ended; connect again.");
