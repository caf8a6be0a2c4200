namespace PhantomParadox.Hosting.Tests;

/// <summary>The transport of agents in this process, behind the hub as the market sees it.</summary>
public sealed class InProcessTransportTests : AgentTransportContract
{
    private readonly AgentTransportHub _hub = new();
    private readonly Dictionary<SessionId, AgentMailbox> _mailboxes = [];

    protected override IAgentTransport Transport => _hub;

    protected override SessionId Open()
    {
        var mailbox = new AgentMailbox();
        var session = _hub.Attach(mailbox);
        _mailboxes[session] = mailbox;
        return session;
    }

    protected override void End(SessionId session)
    {
        _hub.Detach(session);
        _mailboxes[session].Close();
    }

    protected override IReadOnlyList<AgentMessage> Received(SessionId session)
    {
        var messages = new List<AgentMessage>();
        while (_mailboxes[session].Messages.TryRead(out var message))
            messages.Add(message);
        return messages;
    }
}
