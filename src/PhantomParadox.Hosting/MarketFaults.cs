using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PhantomParadox.Hosting;

/// <summary>Tells the log of faults that a market survives.</summary>
internal static partial class MarketFaults
{
    /// <summary>What a market reports to; null where the host has no log.</summary>
    public static Action<Exception>? Reporter(IServiceProvider services) =>
        services.GetService<ILoggerFactory>()?.CreateLogger("PhantomParadox.Market") is { } logger ? error => Fault(logger, error) : null;

    [LoggerMessage(1, LogLevel.Error, "The market met a fault and goes on.")]
    private static partial void Fault(ILogger logger, Exception error);
}
