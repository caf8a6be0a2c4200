using System.Reflection;
using PhantomParadox.Hosting;

namespace PhantomParadox.Hosts;

/// <summary>Holds the market's sections of the configuration against what the market knows: a misspelt key must not go unnoticed.</summary>
internal static class MarketSettings
{
    /// <exception cref="StartupRefusedException">A key is unknown, or its value is none.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var section in typeof(MarketOptions).GetProperties())
        {
            var known = section.PropertyType.GetProperties();
            if (section.Name == nameof(MarketOptions.Payments))
                known = [.. known, .. typeof(SettlementOptions).GetProperties()];
            foreach (var setting in configuration.GetSection(section.Name).GetChildren())
                Check(setting, section.Name, known);
        }

        try
        {
            configuration.Bind(new MarketOptions());
            configuration.GetSection(nameof(MarketOptions.Payments)).Bind(new SettlementOptions());
        }
        catch (InvalidOperationException error)
        {
            throw new StartupRefusedException(error.Message);
        }
    }

    private static void Check(IConfigurationSection setting, string section, PropertyInfo[] known)
    {
        // The words of these are read where they choose something.
        if (section == nameof(MarketOptions.Payments) && Is(setting.Key, SolanaSettings.SettlementKey))
            return;
        if (section == nameof(MarketOptions.Jury) && (Is(setting.Key, BeaconSettings.Key) || Is(setting.Key, SolanaSettings.BeaconKey)))
            return;
        SectionSettings.Check(setting, section, known);
        if (setting.GetChildren().Any() && section == nameof(MarketOptions.Payments))
            SectionSettings.Check<CurrencyAmounts>(setting);
    }

    private static bool Is(string? value, string word) => string.Equals(value, word, StringComparison.OrdinalIgnoreCase);
}
