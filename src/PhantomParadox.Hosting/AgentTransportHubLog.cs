using Microsoft.Extensions.Logging;

namespace PhantomParadox.Hosting;

/// <summary>What <see cref="AgentTransportHub"/> tells the log.</summary>
internal static partial class AgentTransportHubLog
{
    [LoggerMessage(1, LogLevel.Error, "Transport {Transport} of session {Session} failed to take {Message}.")]
    public static partial void TransportFailed(this ILogger logger, Exception error, string transport, ulong session, string? message);
}
