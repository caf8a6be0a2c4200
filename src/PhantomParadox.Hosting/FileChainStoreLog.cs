using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PhantomParadox.Hosting;

/// <summary>What <see cref="FileChainStore"/> tells the log. No secret is among it.</summary>
internal static partial class FileChainStoreLog
{
    public static ILogger For(IServiceProvider services) =>
        services.GetService<ILoggerFactory>()?.CreateLogger<FileChainStore>() ?? (ILogger)NullLogger.Instance;

    [LoggerMessage(1, LogLevel.Information, "Hash chains in {Path}: {Chains}.")]
    public static partial void Opened(this ILogger logger, string path, int chains);

    [LoggerMessage(2, LogLevel.Information, "A hash chain begins in {Path}; publish its tip: {Tip}.")]
    public static partial void Begun(this ILogger logger, string path, Digest tip);

    [LoggerMessage(3, LogLevel.Warning, "One of the two copies in {Path} was cut off or damaged; the other is used, and mended with the next write.")]
    public static partial void Mended(this ILogger logger, string path);
}
