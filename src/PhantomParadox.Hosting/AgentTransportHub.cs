using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PhantomParadox.Hosting;

/// <summary>Brings the market's messages to whichever transport holds the session: WebSocket, in-process, or another.</summary>
/// <remarks>Keeps the promises of <see cref="IAgentTransport"/> for every transport behind it: an exception of one is logged and goes no
/// further. Lookups take no lock. Every member may be called from any thread.</remarks>
public sealed class AgentTransportHub : IAgentTransport
{
    private readonly ConcurrentDictionary<SessionId, IAgentTransport> _sessions = new();
    private readonly ILogger _logger;
    private ulong _last;

    /// <summary>Makes a hub without sessions.</summary>
    /// <param name="logger">Hears of transports that throw. Default: nobody.</param>
    public AgentTransportHub(ILogger<AgentTransportHub>? logger = null) =>
        _logger = logger ?? NullLogger<AgentTransportHub>.Instance;

    /// <summary>Sessions attached now.</summary>
    public int Count => _sessions.Count;

    /// <summary>Names a new session. Attach before the session is opened on the market, so that its first message finds it.</summary>
    /// <param name="transport">Holds the session; gets its messages until <see cref="Detach"/>.</param>
    /// <returns>A number from 1 that this hub never gives again.</returns>
    public SessionId Attach(IAgentTransport transport)
    {
        ArgumentNullException.ThrowIfNull(transport);
        var session = new SessionId(Interlocked.Increment(ref _last));
        _sessions[session] = transport;
        return session;
    }

    /// <summary>Forgets a session: later messages to it are dropped. One that isn't attached is ignored.</summary>
    /// <param name="session">The session. The market is not told; that is the caller's to do.</param>
    public void Detach(SessionId session) => _sessions.TryRemove(session, out _);

    /// <inheritdoc/>
    public void Deliver(SessionId session, AgentMessage message)
    {
        if (!_sessions.TryGetValue(session, out var transport))
            return;

        try
        {
            transport.Deliver(session, message);
            PhantomParadoxDiagnostics.Messages.Add(1);
        }
#pragma warning disable CA1031 // A transport that fails must not take the market with it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            PhantomParadoxDiagnostics.DeliveryFailures.Add(1);
            _logger.TransportFailed(error, transport.GetType().Name, session.Value, message?.GetType().Name);
        }
    }
}
