using Microsoft.Extensions.Logging;

namespace PhantomParadox.Client;

/// <summary>What the agent client tells the log.</summary>
internal static partial class AgentClientLog
{
    [LoggerMessage(1, LogLevel.Information, "Connected to {Server} as agent {AgentId}.")]
    public static partial void Connected(this ILogger logger, Uri server, string agentId);

    [LoggerMessage(2, LogLevel.Warning, "The connection to {Server} has ended (close code {CloseCode}); the next attempt is in {Delay}.")]
    public static partial void Disconnected(this ILogger logger, Exception? fault, Uri server, int? closeCode, TimeSpan delay);

    [LoggerMessage(3, LogLevel.Warning, "The server refused a message about {InReplyTo}: {Code}: {Text}")]
    public static partial void MessageRefused(this ILogger logger, string? inReplyTo, string code, string text);

    [LoggerMessage(4, LogLevel.Warning, "The server sent a message that can't be read; it is ignored.")]
    public static partial void MessageUnreadable(this ILogger logger, Exception fault);

    [LoggerMessage(5, LogLevel.Information, "Work on job {JobId} stops: {Reason}.")]
    public static partial void JobStopped(this ILogger logger, string jobId, string reason);

    [LoggerMessage(6, LogLevel.Error, "The handler of job {JobId} failed; the market is told that the work was not done.")]
    public static partial void HandlerFailed(this ILogger logger, Exception fault, string jobId);

    [LoggerMessage(7, LogLevel.Warning, "Some handlers had not ended after {Timeout}; their jobs are left to their leases.")]
    public static partial void HandlersLeft(this ILogger logger, TimeSpan timeout);

    [LoggerMessage(8, LogLevel.Error, "A callback of the host's failed.")]
    public static partial void CallbackFailed(this ILogger logger, Exception fault);

    [LoggerMessage(9, LogLevel.Error, "A heartbeat could not be made; the connection is ended.")]
    public static partial void HeartbeatFailed(this ILogger logger, Exception fault);
}
