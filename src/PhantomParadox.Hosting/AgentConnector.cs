using Microsoft.Extensions.Logging;

namespace PhantomParadox.Hosting;

/// <summary>Opens sessions that end in a channel of this process.</summary>
internal sealed class AgentConnector(IMarket market, AgentTransportHub hub, ILogger<InProcessAgent>? logger = null) : IAgentConnector
{
    public async ValueTask<InProcessAgent> ConnectAsync(AgentProfile profile, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(profile);
        cancellationToken.ThrowIfCancellationRequested();
        var mailbox = new AgentMailbox();
        var session = hub.Attach(mailbox);
        try
        {
            // Cancelling would stop the waiting only, and leave nobody who knows whether the session is open.
            var opened = await market.OpenSessionAsync(session, profile, CancellationToken.None)
                .AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            return new InProcessAgent(market, hub, session, opened.Value, profile, mailbox, logger);
        }
        catch (MarketRefusedException)
        {
            hub.Detach(session);
            throw;
        }
        catch
        {
            hub.Detach(session);
            _ = await market.CloseSessionAsync(session, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }
}
