using PhantomParadox.Sqlite;

namespace PhantomParadox.CrashCampaign.Running;

/// <summary>A market on SQLite.</summary>
/// <param name="path">Its file.</param>
internal sealed class SqliteGround(string path) : IGround
{
    public IEnumerable<string> Settings => ["--Storage:Mode=Sqlite", $"--Storage:Path={path}"];

    public Task<bool> KillAsync() => Task.FromResult(false);

    public async Task<bool> HasSnapshotAsync() =>
        (await SqliteStorage.OpenRead(path).Snapshots.ListAsync(CancellationToken.None)).Count > 0;

    public async Task<T> OpenAsync<T>(Func<MarketPorts, Task<T>> read)
    {
        await using var storage = SqliteStorage.Open(new SqliteStorageOptions { Path = path });
        return await read(new MarketPorts
        {
            Journal = storage.Journal,
            Snapshots = storage.Snapshots,
            Archive = storage.Archive,
            Transport = NullAgentTransport.Instance,
        });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
