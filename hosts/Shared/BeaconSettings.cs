namespace PhantomParadox.Hosts;

/// <summary>Where the chance of jury draws is kept.</summary>
internal static class BeaconSettings
{
    /// <summary>Name of the setting in the section <c>Jury</c>.</summary>
    public const string Key = "BeaconPath";

    private const string DefaultName = "beacon.chain";

    /// <summary>The file of the hash chains; null where nothing is kept: storage is memory and no file was asked for.</summary>
    /// <param name="path">The setting; null or empty where it wasn't given.</param>
    /// <param name="storage">Where the market is kept.</param>
    public static string? PathOf(string? path, StorageSettings storage) =>
        !string.IsNullOrEmpty(path) ? path : storage.Folder is { } folder ? Path.Combine(folder, DefaultName) : null;
}
