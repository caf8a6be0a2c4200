using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PhantomParadox;
using PhantomParadox.Hosting;
using PhantomParadox.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets a host keep its market on SQLite.</summary>
public static partial class PhantomParadoxSqliteBuilderExtensions
{
    /// <summary>
    /// Keeps journal, snapshots and archive in files beside each other. They are opened when the host starts, which fails with the reason
    /// where another host holds them or they are damaged; what was repaired is in the log.
    /// </summary>
    /// <param name="builder">The market's builder.</param>
    /// <param name="path">The journal's file, as <see cref="SqliteStorageOptions.Path"/>.</param>
    /// <param name="configure">Sets the rest. Default: as <see cref="SqliteStorageOptions"/> says.</param>
    /// <returns>The builder.</returns>
    public static IPhantomParadoxBuilder UseSqlite(
        this IPhantomParadoxBuilder builder, string path, Action<SqliteStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var options = builder.Services.AddOptions<SqliteStorageOptions>().Configure(storage => storage.Path = path);
        if (configure is not null)
            options.Configure(configure);
        builder.Services.RemoveAll<SqliteStorage>().AddSingleton(Open);
        builder.Services.RemoveAll<IStorageStatus>().AddSingleton<IStorageStatus>(static provider => provider.GetRequiredService<SqliteStorage>());
        return builder
            .UseJournal(static provider => provider.GetRequiredService<SqliteStorage>().Journal)
            .UseSnapshots(static provider => provider.GetRequiredService<SqliteStorage>().Snapshots)
            .UseArchive(static provider => provider.GetRequiredService<SqliteStorage>().Archive);
    }

    private static SqliteStorage Open(IServiceProvider provider)
    {
        var logger = provider.GetRequiredService<ILogger<SqliteStorage>>();
        var storage = SqliteStorage.Open(provider.GetRequiredService<IOptions<SqliteStorageOptions>>().Value);
        LogOpened(logger, storage.Path, SqliteStorage.LibraryVersion);
        foreach (var note in storage.Notes)
            LogNote(logger, note);
        return storage;
    }

    [LoggerMessage(1, LogLevel.Information, "The market's journal is {Path}, on SQLite {Version}.")]
    private static partial void LogOpened(ILogger logger, string path, string version);

    [LoggerMessage(2, LogLevel.Warning, "{Note}")]
    private static partial void LogNote(ILogger logger, string note);
}
