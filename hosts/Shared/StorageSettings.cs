using PhantomParadox.Hosting;
using PhantomParadox.Redis;

namespace PhantomParadox.Hosts;

/// <summary>Where the market is kept.</summary>
internal sealed record StorageSettings
{
    private const string DefaultPath = "data/market.db";

    /// <summary>The journal's file, in full; null where the market isn't kept on SQLite.</summary>
    public string? Path { get; private init; }

    /// <summary>The connection string of the Redis that keeps the market; null where none does.</summary>
    public string? Redis { get; private init; }

    /// <summary>The folder of what lies on this host's disk; null where all is in memory.</summary>
    public string? Folder => System.IO.Path.GetDirectoryName(Path ?? (Redis is null ? null : System.IO.Path.GetFullPath(DefaultPath)));

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
        if (Is(mode, "Redis"))
            return new StorageSettings { Redis = ReadRedis(section["Redis"]) };
        if (Is(mode, "Memory"))
            return new StorageSettings();
        throw new StartupRefusedException($"Storage:Mode is '{mode}'; it must be Sqlite, Redis or Memory.");
    }

    /// <summary>Gives the market what it is kept in.</summary>
    /// <param name="market">The market.</param>
    /// <param name="redis">The section of what Redis is asked for besides its address.</param>
    public void Configure(IPhantomParadoxBuilder market, IConfigurationSection redis)
    {
        if (Path is not null)
            market.UseSqlite(Path);
        if (Redis is not { } connection)
            return;
        market.UseRedis(options =>
        {
            redis.Bind(options);
            options.ConnectionString = connection;
        });
    }

    // Data lies where the server was started, unlike its settings: who starts it says where.
    private static string ReadPath(string? path)
    {
        var named = string.IsNullOrWhiteSpace(path) ? DefaultPath : path;
        return named.EndsWith('/') || Directory.Exists(named)
            ? throw new StartupRefusedException($"Storage:Path is '{named}', a folder; it must name a file, such as {DefaultPath}.")
            : System.IO.Path.GetFullPath(named);
    }

    private static string ReadRedis(string? connection) => string.IsNullOrWhiteSpace(connection)
        ? throw new StartupRefusedException("Storage:Mode is Redis and Storage:Redis is not set; it must be a StackExchange.Redis connection string, such as localhost:6379.")
        : connection;

    private static bool Is(string value, string word) => string.Equals(value, word, StringComparison.OrdinalIgnoreCase);
}
