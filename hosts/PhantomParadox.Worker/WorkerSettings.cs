using System.Globalization;
using PhantomParadox.Redis;

namespace PhantomParadox.Worker;

/// <summary>The worker's own settings, read and checked before anything starts.</summary>
internal sealed record WorkerSettings
{
    private const int DefaultHealthPort = 3_001;

    public required LogLevel LogLevel { get; init; }

    /// <summary>Where the market is kept.</summary>
    public required StorageSettings Storage { get; init; }

    /// <summary>The file of the hash chains that seed jury draws; null for a chain that is new at every start.</summary>
    public required string? BeaconPath { get; init; }

    /// <summary>What of the market is on Solana.</summary>
    public required SolanaSettings Solana { get; init; }

    /// <summary>The port of health on loopback; 0 lets the system choose, null is nowhere.</summary>
    public required int? HealthPort { get; init; }

    /// <exception cref="StartupRefusedException">A key or a value is unknown.</exception>
    public static WorkerSettings Read(IConfiguration configuration)
    {
        MarketSettings.Check(configuration);
        SectionSettings.Check<RedisStorageOptions>(configuration.GetSection("Redis"));
        var storage = StorageSettings.Read(configuration.GetSection("Storage"));
        return new WorkerSettings
        {
            LogLevel = LogLevelWords.Parse(configuration["LOG_LEVEL"]),
            Storage = storage,
            Solana = SolanaSettings.Read(configuration),
            BeaconPath = BeaconSettings.PathOf(configuration["Jury:" + BeaconSettings.Key], storage),
            HealthPort = ReadPort(configuration.GetSection("Health")),
        };
    }

    private static int? ReadPort(IConfigurationSection section)
    {
        foreach (var setting in section.GetChildren())
        {
            if (!string.Equals(setting.Key, "Port", StringComparison.OrdinalIgnoreCase))
                throw new StartupRefusedException($"{setting.Path} is not a setting. Health knows: Port.");
        }

        var text = section["Port"];
        if (string.IsNullOrEmpty(text))
            return DefaultHealthPort;
        if (string.Equals(text, "off", StringComparison.OrdinalIgnoreCase))
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? port
            : throw new StartupRefusedException($"Health:Port is '{text}'; it must be a number from 0 to 65535, or off.");
    }
}
