using Microsoft.Extensions.Options;
using Xunit;

namespace PhantomParadox.Redis.Tests;

public sealed class OptionsTests
{
    public static TheoryData<string, string, int, int> Bad => new()
    {
        { "", "market", 5_000, 30_000 },
        { ",,,", "market", 5_000, 30_000 },
        { "localhost,password=secret,nonsense=1", "market", 5_000, 30_000 },
        { "localhost", "", 5_000, 30_000 },
        { "localhost", "a{b}", 5_000, 30_000 },
        { "localhost", "market", 49, 30_000 },
        { "localhost", "market", 60_001, 30_000 },
        { "localhost", "market", 5_000, -1 },
        { "localhost", "market", 5_000, 600_001 },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Rejects_AValueOutsideItsRange_WithoutShowingThePassword(string connection, string market, int reply, int resolve)
    {
        var options = new RedisStorageOptions
        {
            ConnectionString = connection,
            Market = market,
            ReplyTimeout = TimeSpan.FromMilliseconds(reply),
            ResolveTimeout = TimeSpan.FromMilliseconds(resolve),
        };

        var refused = Assert.Throws<OptionsValidationException>(() => new RedisStorage(options));

        Assert.DoesNotContain("secret", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }
}
