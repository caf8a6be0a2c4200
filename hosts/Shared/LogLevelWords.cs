namespace PhantomParadox.Hosts;

/// <summary>The words for log levels: those of the first implementation and those of .NET.</summary>
internal static class LogLevelWords
{
    public static LogLevel Parse(string? word) => word?.Trim().ToLowerInvariant() switch
    {
        null or "" or "info" or "information" => LogLevel.Information,
        "trace" => LogLevel.Trace,
        "debug" => LogLevel.Debug,
        "warn" or "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        "critical" => LogLevel.Critical,
        "none" => LogLevel.None,
        _ => throw new StartupRefusedException($"LOG_LEVEL is '{word}'; it must be error, warn, info or debug."),
    };
}
