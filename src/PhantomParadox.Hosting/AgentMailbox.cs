using System.Threading.Channels;

namespace PhantomParadox.Hosting;

/// <summary>The messages that an agent in this process has not read yet; full, it ends the session rather than wait or forget.</summary>
internal sealed class AgentMailbox : IAgentTransport
{
    public const int Capacity = 1_024;

    private readonly Channel<AgentMessage> _messages = Channel.CreateBounded<AgentMessage>(
        new BoundedChannelOptions(Capacity) { SingleWriter = false });

    private readonly CancellationTokenSource _overrun = new();

    public ChannelReader<AgentMessage> Messages => _messages.Reader;

    /// <summary>Cancelled when the agent fell behind: the session is of no use any more.</summary>
    public CancellationToken Overrun => _overrun.Token;

    public void Deliver(SessionId session, AgentMessage message)
    {
        if (_messages.Writer.TryWrite(message))
        {
            if (message is AgentMessage.SessionSuperseded)
                Close();
        }
        else if (_messages.Writer.TryComplete(new AgentFellBehindException()))
        {
            // Callbacks run elsewhere: the market's thread must not wait for what the agent does about it.
            _ = _overrun.CancelAsync();
        }
    }

    public void Close() => _messages.Writer.TryComplete();
}
