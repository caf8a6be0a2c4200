using PhantomParadox.Redis;
using PhantomParadox.Redis.Tests.Running;

namespace PhantomParadox.CrashCampaign.Running;

/// <summary>A market in a Redis of its own, with all that its promise asks for.</summary>
internal sealed class RedisGround : IGround
{
    private readonly RedisServer _server;

    private RedisGround(RedisServer server) => _server = server;

    public IEnumerable<string> Settings => ["--Storage:Mode=Redis", $"--Storage:Redis={_server.ConnectionString}"];

    public static async Task<RedisGround> StartAsync() => new(await RedisServer.StartAsync());

    public async Task<bool> KillAsync()
    {
        await _server.KillAsync();
        await _server.StartAsync();
        return true;
    }

    public Task<bool> HasSnapshotAsync() =>
        OpenAsync(async ports => (await ports.Snapshots!.ListAsync(CancellationToken.None)).Count > 0);

    public async Task<T> OpenAsync<T>(Func<MarketPorts, Task<T>> read)
    {
        await using var storage = new RedisStorage(new RedisStorageOptions { ConnectionString = _server.ConnectionString });
        await storage.OpenAsync();
        return await read(new MarketPorts
        {
            Journal = storage.Journal,
            Snapshots = storage.Snapshots,
            Archive = storage.Archive,
            Transport = NullAgentTransport.Instance,
        });
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
