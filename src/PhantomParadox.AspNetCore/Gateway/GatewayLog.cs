using Microsoft.Extensions.Logging;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>What the gateway tells the log. Nothing that an agent sends is in it.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(1, LogLevel.Error, "A call to the market failed; the agent was told so.")]
    public static partial void MarketCallFailed(this ILogger logger, Exception fault);

    [LoggerMessage(2, LogLevel.Error, "A socket ended by a fault of the gateway.")]
    public static partial void SocketFailed(this ILogger logger, Exception fault);

    [LoggerMessage(3, LogLevel.Error, "The gateway's watch over its sockets failed; it goes on at the next tick.")]
    public static partial void SweepFailed(this ILogger logger, Exception fault);

    [LoggerMessage(4, LogLevel.Information, "The gateway closes {Sockets} sockets because the host stops.")]
    public static partial void Draining(this ILogger logger, int sockets);
}
