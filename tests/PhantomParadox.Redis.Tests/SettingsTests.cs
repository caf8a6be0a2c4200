using Microsoft.Extensions.Options;
using PhantomParadox.Redis.Tests.Running;
using Xunit;

namespace PhantomParadox.Redis.Tests;

[Collection(RedisCollection.Name)]
public sealed class SettingsTests
{
    [Theory]
    [InlineData("appendonly", "no", "appendonly is no")]
    [InlineData("appendfsync", "everysec", "appendfsync is everysec")]
    [InlineData("appendfsync", "no", "appendfsync is no,")]
    [InlineData("no-appendfsync-on-rewrite", "yes", "no-appendfsync-on-rewrite is yes")]
    [InlineData("maxmemory-policy", "allkeys-lru", "maxmemory-policy is allkeys-lru")]
    public async Task AServerThatMayLose_IsRefused_UnlessTheLossIsAccepted(string setting, string value, string said)
    {
        await using var server = await RedisServer.StartAsync((setting, value));
        await using var strict = Storage(server.ConnectionString);
        await using var lenient = Storage(server.ConnectionString, options => options.AcceptLoss = true);

        var refused = await Assert.ThrowsAsync<RedisSettingsException>(async () => await strict.Journal.ReadHeadAsync(default));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RedisSettingsException>(async () => await strict.Snapshots.ListAsync(default));
        Assert.Equal("0", (await server.DoAsync("DBSIZE")).ToString());

        await lenient.OpenAsync();
        Assert.False(lenient.Status.Durable);
        Assert.Contains(said, Assert.Single(lenient.Status.Weaknesses), StringComparison.Ordinal);
        Assert.Equal(0, (await lenient.Journal.ReadHeadAsync(default)).Position);
    }

    // The client has a socket to each beforehand: going over to another makes none that could be noticed.
    [Fact]
    public async Task SeveralServers_AreRefused_UnlessTheLossIsAccepted()
    {
        await using var server = await RedisServer.StartAsync();
        var both = $"127.0.0.1:{server.Port},localhost:{server.Port}";
        await using var strict = Storage(both);
        await using var lenient = Storage(both, options => options.AcceptLoss = true);

        var refused = await Assert.ThrowsAsync<RedisSettingsException>(async () => await strict.OpenAsync());
        await lenient.OpenAsync();

        Assert.Contains("names several servers", refused.Message, StringComparison.Ordinal);
        Assert.False(lenient.Status.Durable);
        Assert.Contains("names several servers", Assert.Single(lenient.Status.Weaknesses), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerThatKeepsItsWord_IsDurable()
    {
        await using var server = await RedisServer.StartAsync();
        await using var storage = Storage(server.ConnectionString);
        Assert.False(storage.Status.Durable);

        await storage.OpenAsync();

        Assert.True(storage.Status.Durable);
        Assert.Empty(storage.Status.Weaknesses);
        Assert.Empty(storage.Status.Notes);
    }

    [Fact]
    public async Task WhereConfigIsForbidden_TheOperatorsWordIsAsked()
    {
        await using var server = await RedisServer.StartAsync(("user", "plain on >word ~* &* +@all -config"));
        var connection = server.ConnectionString + ",user=plain,password=word";
        await using var strict = Storage(connection);
        await using var confirmed = Storage(connection, options => options.SettingsConfirmed = true);

        var refused = await Assert.ThrowsAsync<RedisSettingsException>(async () => await strict.OpenAsync());
        Assert.Contains("Redis:SettingsConfirmed", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("word=", refused.Message, StringComparison.Ordinal);

        await confirmed.OpenAsync();
        Assert.True(confirmed.Status.Durable);
        Assert.Contains("operator's word", Assert.Single(confirmed.Status.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-multi")]
    [InlineData("-exec")]
    [InlineData("-@transaction")]
    public async Task AUserWithoutTransactions_IsRefused_BeforeAnythingIsWritten(string rule)
    {
        await using var server = await RedisServer.StartAsync(("user", $"plain on >word ~* &* +@all {rule}"));
        await using var storage = Storage(server.ConnectionString + ",user=plain,password=word", options => options.AcceptLoss = true);

        var refused = await Assert.ThrowsAsync<RedisSettingsException>(async () => await storage.Journal.BeginEpochAsync(new Epoch(1, 1), default));

        Assert.Contains("it takes no transaction", refused.Message, StringComparison.Ordinal);
        Assert.Equal("0", (await server.DoAsync("DBSIZE")).ToString());
    }

    [Fact]
    public async Task AUserWithNoMoreThanAMarketNeeds_CanKeepOne()
    {
        const string journal = "+xadd +xlen +xinfo|stream +xrange +xrevrange +xtrim +xgroup|create +xgroup|destroy +rename +exists +get +set +eval +evalsha";
        const string checks = "+info +config|get +multi +exec +select +ping +echo +client|setname +client|id +hello +auth";
        await using var server = await RedisServer.StartAsync(("user", $"plain on >word ~{{pp:market}}:* &* -@all {journal} {checks}"));
        var connection = server.ConnectionString + ",user=plain,password=word";
        await using var writer = await Writer.BeginAsync(connection);
        await writer.AppendAsync();
        await writer.AppendAsync();
        await using var next = await Writer.BeginAsync(connection, term: 2);
        await next.AppendAsync();

        Assert.Equal(1, await next.Journal.TrimAsync(1, default));

        Assert.Equal(4, await next.AppendAsync());
        await Assert.ThrowsAsync<JournalFencedException>(() => writer.AppendAsync());
    }

    [Fact]
    public async Task AReplica_IsNamed_AndNothingIsPromisedAboutIt()
    {
        await using var server = await RedisServer.StartAsync();
        await using var replica = await RedisServer.StartAsync(("replicaof", $"127.0.0.1 {server.Port}"));
        await replica.LineAsync("Finished with success");
        await using var storage = Storage(server.ConnectionString);
        await using var wrong = Storage(replica.ConnectionString, options => options.AcceptLoss = true);

        await storage.OpenAsync();

        Assert.True(storage.Status.Durable);
        Assert.Contains("replicas connected: 1", Assert.Single(storage.Status.Notes), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(async () => await wrong.OpenAsync());
    }

    private static RedisStorage Storage(string connection, Action<RedisStorageOptions>? configure = null)
    {
        var options = new RedisStorageOptions { ConnectionString = connection };
        configure?.Invoke(options);
        return new RedisStorage(options);
    }
}
