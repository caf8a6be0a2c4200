using PhantomParadox.Hosting;

namespace PhantomParadox.Server;

/// <summary>Where the market is kept.</summary>
internal sealed record StorageSettings
{
    private const string DefaultPath = "data/market.db";

    /// <summary>The journal's file, in full; null where all is in memory.</summary>
    public required string? Path { get; init; }

    /// <exception cref="StartupRefusedException">A value is unknown.</exception>
    public static StorageSettings Read(IConfigurationSection section)
    {
        var known = new[] { "Mode", "Path", "Redis" };
        foreach (var setting in section.GetChildren())
        {
            if (!known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
                throw new StartupRefusedException($"{setting.Path} is not a setting. Storage knows: {string.Join(", ", known)}.");
        }

        var mode = section["Mode"];
        if (string.IsNullOrEmpty(mode) || Is(mode, "Sqlite"))
            return new StorageSettings { Path = ReadPath(section["Path"]) };
        if (Is(mode, "Memory"))
            return new StorageSettings { Path = null };
        throw new StartupRefusedException(Is(mode, "Redis")
            ? "Storage:Mode Redis has not landed yet; it must be Sqlite or Memory."
            : $"Storage:Mode is '{mode}'; it must be Sqlite or Memory.");
    }

    /// <summary>Gives the market what it is kept in.</summary>
    public void Configure(IPhantomParadoxBuilder market)
    {
        if (Path is not null)
            market.UseSqlite(Path);
    }

    // Data lies where the server was started, unlike its settings: who starts it says where.
    private static string ReadPath(string? path)
    {
        var named = string.IsNullOrWhiteSpace(path) ? DefaultPath : path;
        return named.EndsWith('/') || Directory.Exists(named)
            ? throw new StartupRefusedException($"Storage:Path is '{named}', a folder; it must name a file, such as {DefaultPath}.")
            : System.IO.Path.GetFullPath(named);
    }

    private static bool Is(string value, string word) => string.Equals(value, word, StringComparison.OrdinalIgnoreCase);
}
