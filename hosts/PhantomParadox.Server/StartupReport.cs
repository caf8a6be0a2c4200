namespace PhantomParadox.Server;

/// <summary>Says at start what the server is, and what it doesn't do.</summary>
internal static partial class StartupReport
{
    public static void Write(ILogger logger, string environment, ServerSettings settings)
    {
        if (settings.Storage.Path is { } path)
            Kept(logger, path);
        else if (settings.Storage.Redis is not null)
            InRedis(logger);
        else
            MemoryOnly(logger);
        if (settings.Solana.Seeds)
            BlockHashes(logger);
        else if (settings.BeaconPath is { } beacon)
            ChainKept(logger, Path.GetFullPath(beacon));
        OpenIdentities(logger);
        if (settings.IsDevelopment)
            Development(logger);
        else
            NoRateLimits(logger, environment);
        if (settings.OpenToAllOrigins)
            OpenCors(logger);
        else
            Cors(logger, settings.Origins.Count == 0 ? "none" : string.Join(", ", settings.Origins));
    }

    [LoggerMessage(1, LogLevel.Warning, "Storage is Memory: a restart forgets everything.")]
    private static partial void MemoryOnly(ILogger logger);

    [LoggerMessage(8, LogLevel.Information, "Storage is SQLite: the market is kept in {Path} and the files beside it.")]
    private static partial void Kept(ILogger logger, string path);

    [LoggerMessage(9, LogLevel.Information, "Storage is Redis; /health says what it promises.")]
    private static partial void InRedis(ILogger logger);

    [LoggerMessage(2, LogLevel.Warning, "Authentication is Open: every caller is whoever it says it is.")]
    private static partial void OpenIdentities(ILogger logger);

    [LoggerMessage(3, LogLevel.Information, "Development: the Seed reputation policy, payment streamed with progress without holdback or cap by time, no rate limits, loopback only unless Urls says otherwise.")]
    private static partial void Development(ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "{Environment}: rate limits have not landed yet; let a proxy limit rates.")]
    private static partial void NoRateLimits(ILogger logger, string environment);

    [LoggerMessage(5, LogLevel.Information, "CORS is open: pages of every origin may call.")]
    private static partial void OpenCors(ILogger logger);

    [LoggerMessage(7, LogLevel.Information, "Jury draws are seeded by hash chains kept in {Path}. GET /api/beacon shows the tip; keep the file out of backups.")]
    private static partial void ChainKept(ILogger logger, string path);

    [LoggerMessage(10, LogLevel.Information, "Jury draws are seeded by the hashes of Solana blocks that aren't made yet when a round opens.")]
    private static partial void BlockHashes(ILogger logger);

    [LoggerMessage(6, LogLevel.Information, "CORS: pages of these origins may call: {Origins}.")]
    private static partial void Cors(ILogger logger, string origins);
}
