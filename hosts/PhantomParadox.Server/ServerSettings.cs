using System.Globalization;
using PhantomParadox.AspNetCore;
using PhantomParadox.Redis;

namespace PhantomParadox.Server;

/// <summary>The host's own settings, read and checked. What Development chooses otherwise is code, here and nowhere else.</summary>
internal sealed record ServerSettings
{
    private const int DefaultPort = 3_000;

    public required bool IsDevelopment { get; init; }

    /// <summary>Where to listen; null where the configuration says it in Kestrel's own way.</summary>
    public required string? Url { get; init; }

    public required LogLevel LogLevel { get; init; }

    /// <summary>Where the market is kept.</summary>
    public required StorageSettings Storage { get; init; }

    /// <summary>Whether pages of any origin may call.</summary>
    public required bool OpenToAllOrigins { get; init; }

    /// <summary>The origins whose pages may call, where not all may.</summary>
    public required IReadOnlyList<string> Origins { get; init; }

    /// <summary>The file of the hash chains that seed jury draws; null for a chain that is new at every start.</summary>
    public required string? BeaconPath { get; init; }

    /// <summary>What of the market is on Solana.</summary>
    public required SolanaSettings Solana { get; init; }

    /// <exception cref="StartupRefusedException">A value is unknown, or forbids the start.</exception>
    public static ServerSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var development = environment.IsDevelopment();
        RequireAuthentication(configuration["Authentication:Mode"], development);
        RequireRateLimiting(configuration["RateLimiting:Enabled"]);
        MarketSettings.Check(configuration);
        SectionSettings.Check<GatewayOptions>(configuration.GetSection("Gateway"));
        SectionSettings.Check<PhantomParadoxRestOptions>(configuration.GetSection("Rest"));
        SectionSettings.Check<OperatorOptions>(configuration.GetSection("Operator"));
        SectionSettings.Check<RedisStorageOptions>(configuration.GetSection("Redis"));
        var storage = StorageSettings.Read(configuration.GetSection("Storage"));
        var origins = CorsOrigins.Read(configuration.GetSection("Cors:Origins"));
        return new ServerSettings
        {
            IsDevelopment = development,
            Url = ReadUrl(configuration, development),
            LogLevel = LogLevelWords.Parse(configuration["LOG_LEVEL"]),
            Storage = storage,
            OpenToAllOrigins = development && origins.Count == 0,
            Origins = origins,
            Solana = SolanaSettings.Read(configuration),
            BeaconPath = BeaconSettings.PathOf(configuration["Jury:" + BeaconSettings.Key], storage),
        };
    }

    /// <summary>What Development chooses otherwise than the market's rules; configuration overrides it.</summary>
    public void ConfigureMarket(MarketOptions market)
    {
        Solana.ConfigureMarket(market);
        if (!IsDevelopment)
            return;
        market.Reputation.Policy = ReputationPolicyKind.Seed;
        market.Payments.Streaming = true;
        market.Payments.StreamingHoldback = 0;
        market.Payments.StreamingCappedByTime = false;
        market.Jury.Cooldown = TimeSpan.Zero;
        market.Jury.ExcludeRelated = false;
        market.Jury.AppealWindow = TimeSpan.Zero;
    }

    /// <summary>What Development chooses otherwise than the gateway's bounds; configuration overrides it.</summary>
    public void ConfigureGateway(GatewayOptions gateway) => gateway.StrikesEnabled = !IsDevelopment;

    private static string? ReadUrl(IConfiguration configuration, bool development)
    {
        if (!string.IsNullOrEmpty(configuration["urls"]) || configuration.GetSection("Kestrel:Endpoints").Exists())
            return null;

        var text = configuration["PORT"];
        var port = DefaultPort;
        if (!string.IsNullOrEmpty(text)
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port > ushort.MaxValue))
        {
            throw new StartupRefusedException($"PORT is '{text}'; it must be a number from 0 to 65535.");
        }

        // A port that the system chooses can't be the same on two addresses.
        var host = !development ? "*" : port == 0 ? "127.0.0.1" : "localhost";
        return string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}");
    }

    private static void RequireAuthentication(string? mode, bool development)
    {
        if (Is(mode, "Open") || (development && string.IsNullOrEmpty(mode)))
            return;
        throw new StartupRefusedException(string.IsNullOrEmpty(mode)
            ? "Authentication:Mode is not set, and wallet sign-in has not landed yet. Set Authentication:Mode=Open to let every caller be whoever it says it is, or use --environment Development."
            : Is(mode, "Wallet")
                ? "Authentication:Mode Wallet has not landed yet. Set Authentication:Mode=Open to let every caller be whoever it says it is."
                : $"Authentication:Mode is '{mode}'; it must be Open.");
    }

    private static void RequireRateLimiting(string? enabled)
    {
        if (string.IsNullOrEmpty(enabled) || Is(enabled, "false"))
            return;
        throw new StartupRefusedException(Is(enabled, "true")
            ? "RateLimiting:Enabled has not landed yet. Leave it out, and let a proxy limit rates."
            : $"RateLimiting:Enabled is '{enabled}'; it must be true or false.");
    }

    private static bool Is(string? value, string word) => string.Equals(value, word, StringComparison.OrdinalIgnoreCase);
}
