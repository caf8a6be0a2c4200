using PhantomParadox.Solana;

namespace PhantomParadox.Hosts;

/// <summary>Whether the market's money, or the chance of its juries, comes from Solana, and where Solana is.</summary>
internal sealed class SolanaSettings
{
    /// <summary>Name of the setting in the section <c>Payments</c>.</summary>
    public const string SettlementKey = "Settlement";

    /// <summary>Name of the setting in the section <c>Jury</c>.</summary>
    public const string BeaconKey = "Beacon";

    // One address or several with commas between, where RpcUrls is a list.
    private const string UrlKey = "RpcUrl";

    private readonly IConfigurationSection _section;
    private readonly string? _urls;

    private SolanaSettings(IConfiguration configuration)
    {
        _section = configuration.GetSection("Solana");
        _urls = _section[UrlKey] is { Length: > 0 } url ? url : configuration["SOLANA_RPC_URL"];
    }

    /// <summary>Whether payouts and deposits are on Solana.</summary>
    public bool Settles { get; private init; }

    /// <summary>Whether block hashes seed jury draws.</summary>
    public bool Seeds { get; private init; }

    /// <summary>Reads the settings. That an address is set alone changes nothing.</summary>
    /// <exception cref="StartupRefusedException">A key is unknown, a value is none, or money would be paid out that nobody paid in.</exception>
    public static SolanaSettings Read(IConfiguration configuration)
    {
        var settles = IsSolana(configuration, "Payments:" + SettlementKey, "Ledger");
        var settings = new SolanaSettings(configuration) { Settles = settles, Seeds = IsSolana(configuration, "Jury:" + BeaconKey, "Chain") };
        var known = typeof(SolanaOptions).GetProperties();
        foreach (var setting in settings._section.GetChildren())
        {
            if (!string.Equals(setting.Key, UrlKey, StringComparison.OrdinalIgnoreCase))
                SectionSettings.Check(setting, settings._section.Path, known);
        }

        try
        {
            settings.Configure(new SolanaOptions());
        }
        catch (InvalidOperationException error)
        {
            throw new StartupRefusedException(error.Message);
        }

        if (settles && string.Equals(configuration["Payments:RequireEscrow"], "false", StringComparison.OrdinalIgnoreCase))
            throw new StartupRefusedException("Payments:RequireEscrow is false and Payments:Settlement is Solana: jobs that nobody paid for would be paid out.");
        return settings;
    }

    /// <summary>What settling on Solana needs of the market: a job is paid for before it is worked on.</summary>
    public void ConfigureMarket(MarketOptions market) => market.Payments.RequireEscrow |= Settles;

    /// <summary>Gives the market its settlement and its beacon, where they are Solana's.</summary>
    public void Configure(Hosting.IPhantomParadoxBuilder market)
    {
        if (Settles)
            market.UseSolana(Configure);
        if (Seeds)
            market.UseSolanaBeacon(Configure);
    }

    private void Configure(SolanaOptions options)
    {
        foreach (var url in (_urls ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            options.RpcUrls.Add(url);
        _section.Bind(options);
    }

    private static bool IsSolana(IConfiguration configuration, string key, string other)
    {
        var word = configuration[key];
        if (string.Equals(word, "Solana", StringComparison.OrdinalIgnoreCase))
            return true;
        return string.IsNullOrEmpty(word) || string.Equals(word, other, StringComparison.OrdinalIgnoreCase)
            ? false
            : throw new StartupRefusedException($"{key} is '{word}'; it must be {other} or Solana.");
    }
}
