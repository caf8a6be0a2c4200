using PhantomParadox.Redis.Tests.Running;
using Xunit;

namespace PhantomParadox.CrashTests;

/// <summary>A test that is skipped where redis-server is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsRedisFactAttribute : FactAttribute
{
    public NeedsRedisFactAttribute()
    {
        if (RedisServer.Binary is null)
            Skip = "redis-server is not installed, and this needs it (Debian: apt-get install redis-server).";
    }
}
