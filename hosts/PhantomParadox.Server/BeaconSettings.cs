namespace PhantomParadox.Server;

/// <summary>Where the chance of jury draws is kept.</summary>
internal static class BeaconSettings
{
    /// <summary>Name of the setting in the section <c>Jury</c>.</summary>
    public const string Key = "BeaconPath";

    private const string DefaultStorage = "data/market.db";
    private const string DefaultName = "beacon.chain";

    /// <summary>The file of the hash chains; null where nothing is kept: storage is memory and no file was asked for.</summary>
    public static string? PathOf(IConfiguration configuration)
    {
        if (configuration["Jury:" + Key] is { Length: > 0 } path)
            return path;
        var mode = configuration["Storage:Mode"];
        if (string.IsNullOrEmpty(mode) || string.Equals(mode, "Memory", StringComparison.OrdinalIgnoreCase))
            return null;
        var storage = configuration["Storage:Path"] is { Length: > 0 } file ? file : DefaultStorage;
        return Path.Combine(Path.GetDirectoryName(storage) ?? "", DefaultName);
    }
}
