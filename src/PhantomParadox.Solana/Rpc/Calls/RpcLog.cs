using Microsoft.Extensions.Logging;

namespace PhantomParadox.Solana;

/// <summary>What the client tells the log. Endpoints are named by scheme, host and port.</summary>
internal static partial class RpcLog
{
    [LoggerMessage(1, LogLevel.Warning, "Solana node {Endpoint} failed ({Kind}) and is left alone for {Rest}.")]
    public static partial void EndpointRests(this ILogger logger, Exception error, string endpoint, RpcErrorKind kind, TimeSpan rest);

    [LoggerMessage(2, LogLevel.Information, "Solana node {Endpoint} answers again.")]
    public static partial void EndpointRecovered(this ILogger logger, string endpoint);
}
