using Microsoft.Extensions.DependencyInjection;
using PhantomParadox.Contracts;
using PhantomParadox.Hosting;
using PhantomParadox.Redis.Tests.Running;
using Xunit;

namespace PhantomParadox.Redis.Tests;

[Collection(RedisCollection.Name)]
public sealed class RedisJournalContractTests(SharedRedis redis) : JournalContract
{
    protected override ValueTask<IJournal> CreateAsync() => new(redis.NewStorage().Journal);
}

[Collection(RedisCollection.Name)]
public sealed class RedisSnapshotStoreContractTests(SharedRedis redis) : SnapshotStoreContract
{
    protected override ValueTask<ISnapshotStore> CreateAsync() => new(redis.NewStorage().Snapshots);
}

[Collection(RedisCollection.Name)]
public sealed class RedisArchiveContractTests(SharedRedis redis) : ArchiveContract
{
    protected override ValueTask<IArchive> CreateAsync() => new(redis.NewStorage().Archive);
}

[Collection(RedisCollection.Name)]
public sealed class RedisMarketHostContractTests(SharedRedis redis) : MarketHostContract
{
    private readonly string _market = redis.NewMarket();

    protected override void Use(IPhantomParadoxBuilder market) => market.UseRedis(options =>
    {
        options.ConnectionString = redis.Server.ConnectionString;
        options.Market = _market;
    });
}
