using PhantomParadox.Redis;
using PhantomParadox.Sqlite;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>A durable place for a load's market, and beside it a bare log on the same disk.</summary>
internal abstract class LoadStorage : IAsyncDisposable
{
    public abstract string Name { get; }

    public abstract IJournal Journal { get; }

    public abstract ISnapshotStore Snapshots { get; }

    public abstract IArchive Archive { get; }

    /// <param name="kind"><c>sqlite</c> or <c>redis</c>; <c>memory</c> or null is none.</param>
    /// <param name="path">The journal's file on SQLite.</param>
    /// <param name="archivePercent">Share of the time in which the archive may write, on SQLite.</param>
    public static async Task<LoadStorage?> OpenAsync(string? kind, string? path, int archivePercent = 50) => kind switch
    {
        null or "memory" => null,
        "sqlite" => new OnSqlite(path ?? throw new ArgumentException("--journal sqlite needs --path, a file that is not there yet."), archivePercent),
        "redis" => await OnRedis.StartAsync(),
        _ => throw new ArgumentException($"--journal is '{kind}'; it must be memory, sqlite or redis."),
    };

    public abstract Task<IBareLog> OpenBareAsync();

    public abstract ValueTask DisposeAsync();

    private sealed class OnSqlite(string path, int archivePercent) : LoadStorage
    {
        private readonly SqliteStorage _storage = SqliteStorage.Open(new SqliteStorageOptions { Path = path, ArchivePercent = archivePercent });

        public override string Name => $"SQLite {SqliteStorage.LibraryVersion}";

        public override IJournal Journal => _storage.Journal;

        public override ISnapshotStore Snapshots => _storage.Snapshots;

        public override IArchive Archive => _storage.Archive;

        public override Task<IBareLog> OpenBareAsync() => Task.FromResult<IBareLog>(new BareTable(path + ".bare"));

        public override ValueTask DisposeAsync() => _storage.DisposeAsync();
    }

    private sealed class OnRedis(BareRedis server) : LoadStorage
    {
        private readonly RedisStorage _storage = new(new RedisStorageOptions { ConnectionString = server.ConnectionString, Market = "load" });

        public override string Name => "Redis, appendfsync always";

        public override IJournal Journal => _storage.Journal;

        public override ISnapshotStore Snapshots => _storage.Snapshots;

        public override IArchive Archive => _storage.Archive;

        public static async Task<OnRedis> StartAsync() => new(await BareRedis.StartAsync());

        public override async Task<IBareLog> OpenBareAsync() => await BareStream.OpenAsync(server.ConnectionString);

        public override async ValueTask DisposeAsync()
        {
            await _storage.DisposeAsync();
            await server.DisposeAsync();
        }
    }
}
