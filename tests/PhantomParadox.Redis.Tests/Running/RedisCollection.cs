using Xunit;

namespace PhantomParadox.Redis.Tests.Running;

/// <summary>The tests that need a redis-server. They are skipped where there is none; see <see cref="RedisTestFramework"/>.</summary>
[CollectionDefinition(Name)]
public sealed class RedisCollection : ICollectionFixture<SharedRedis>
{
    public const string Name = "redis-server";
}
