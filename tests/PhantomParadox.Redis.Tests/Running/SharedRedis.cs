using Xunit;

namespace PhantomParadox.Redis.Tests.Running;

/// <summary>One server for the tests that leave it alone: each has a market of its own in it.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _made = [];
    private int _markets;

    public RedisServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RedisServer.StartAsync();

    /// <summary>The storage of a market that nobody else uses.</summary>
    public RedisStorage NewStorage() => Storage(NewMarket());

    /// <summary>A market that nobody else uses.</summary>
    public string NewMarket() => $"m{Interlocked.Increment(ref _markets)}";

    public RedisStorage Storage(string market)
    {
        var storage = new RedisStorage(new RedisStorageOptions { ConnectionString = Server.ConnectionString, Market = market });
        lock (_made)
            _made.Add(storage);
        return storage;
    }

    public async Task DisposeAsync()
    {
        foreach (var storage in _made)
            await storage.DisposeAsync();
        await Server.DisposeAsync();
    }
}
