using PhantomParadox.Redis.Tests.Running;
using StackExchange.Redis;
using Xunit;

namespace PhantomParadox.Redis.Tests.Journal;

[Collection(RedisCollection.Name)]
public sealed class CrashTests
{
    [Fact]
    public async Task AServerThatIsKilledAndStartedAgain_LosesNothingAcknowledged()
    {
        await using var server = await RedisServer.StartAsync();
        await using var writer = await Writer.BeginAsync(server.ConnectionString);
        for (var kill = 0; kill < 5; kill++)
        {
            await writer.AppendAsync(count: 2);
            // In the middle of it, whole or not at all: large enough that the kill finds it somewhere on its way.
            var append = writer.AppendAsync(count: 3, size: 1 << 20);
            await server.KillAsync();
            await server.StartAsync();
            await append;
        }

        Assert.Equal(25, writer.Position);
        Assert.Equal(writer.Acknowledged, await writer.ReadAsync());
    }

    [Fact]
    public async Task AnotherWriter_FindsWhatWasAcknowledged_AfterAKill()
    {
        await using var server = await RedisServer.StartAsync();
        await using var writer = await Writer.BeginAsync(server.ConnectionString);
        for (var batch = 0; batch < 20; batch++)
            await writer.AppendAsync();
        await server.KillAsync();
        await server.StartAsync();

        await using var next = await Writer.BeginAsync(server.ConnectionString, term: 2);

        Assert.Equal(20, next.Position);
        Assert.Equal(writer.Acknowledged, await next.ReadAsync());
    }

    [Fact]
    public async Task ARestartWithWeakerSettings_StopsTheJournal()
    {
        await using var server = await RedisServer.StartAsync();
        await using var writer = await Writer.BeginAsync(server.ConnectionString);
        await writer.AppendAsync();
        await server.KillAsync();
        server.Set("appendfsync", "everysec");
        await server.StartAsync();

        var refused = await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());

        Assert.Contains("appendfsync is everysec", refused.Message, StringComparison.Ordinal);
        Assert.Equal("1", (await server.DoAsync("XLEN", writer.Stream)).ToString());
        await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());
    }

    [Fact]
    public async Task AnOlderFile_StopsTheJournal_AndNothingIsMerged()
    {
        await using var server = await RedisServer.StartAsync();
        await using var writer = await Writer.BeginAsync(server.ConnectionString);
        await writer.AppendAsync();
        await server.KillAsync();
        server.Copy();
        await server.StartAsync();
        await writer.AppendAsync();
        await server.KillAsync();
        server.Restore();
        await server.StartAsync();

        var stopped = await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());

        Assert.Contains("went back: it held position 2", stopped.Message, StringComparison.Ordinal);
        Assert.Equal("1", (await server.DoAsync("XLEN", writer.Stream)).ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(300)]
    public async Task AnAppendCutShortInTheFile_IsNotThereAtAll(int bytes)
    {
        await using var server = await RedisServer.StartAsync();
        await using (var writer = await Writer.BeginAsync(server.ConnectionString))
        {
            await writer.AppendAsync(count: 3);
            await writer.AppendAsync(size: 200);
        }

        await server.KillAsync();
        server.Cut(bytes);
        await server.StartAsync();

        await using var next = await Writer.BeginAsync(server.ConnectionString, term: 2);
        Assert.Equal(3, next.Position);
        Assert.Equal(4, await next.AppendAsync());
    }

    [Fact]
    public async Task ABusyServer_IsWaitedFor()
    {
        await using var server = await RedisServer.StartAsync(("busy-reply-threshold", "1"));
        await using var writer = await Writer.BeginAsync(server.ConnectionString);
        await writer.AppendAsync();
        await using var connection = await server.ConnectAsync();
        await using var other = await server.ConnectAsync();
        var busy = connection.GetDatabase().ExecuteAsync("EVAL", "while true do end", 0);
        while (!await IsBusyAsync(other.GetDatabase()))
        {
        }

        var append = writer.AppendAsync();
        Assert.True(await IsBusyAsync(other.GetDatabase()));
        Assert.False(append.IsCompleted);
        await other.GetDatabase().ExecuteAsync("SCRIPT", "KILL");

        Assert.Equal(2, await append);
        await Assert.ThrowsAsync<RedisServerException>(() => busy);
        Assert.Equal(writer.Acknowledged, await writer.ReadAsync());
    }

    [Theory]
    [InlineData("FLUSHALL")]
    [InlineData("DEL")]
    public async Task AStreamThatIsGone_StopsTheJournal(string command)
    {
        await using var server = await RedisServer.StartAsync();
        await using var writer = await Writer.BeginAsync(server.ConnectionString);
        await writer.AppendAsync(count: 7);
        await server.DoAsync(command, command == "DEL" ? [writer.Stream] : []);

        var stopped = await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());

        Assert.Contains("went back: it held position 7", stopped.Message, StringComparison.Ordinal);
        Assert.Equal("0", (await server.DoAsync("EXISTS", writer.Stream)).ToString());
    }

    [Fact]
    public async Task AStart_IsHeldAgainstWhatTheLastOneRecorded()
    {
        await using var server = await RedisServer.StartAsync();
        await using (var first = await Writer.BeginAsync(server.ConnectionString))
            await first.AppendAsync(count: 3);
        await using (var second = await Writer.BeginAsync(server.ConnectionString, term: 2))
            await server.DoAsync("DEL", second.Stream);

        var stopped = await Assert.ThrowsAsync<IOException>(() => Writer.BeginAsync(server.ConnectionString, term: 3));

        Assert.Contains("it held position 3 by its own record", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFullServer_RefusesTheAppend_AndKeepsNothingOfIt()
    {
        await using var server = await RedisServer.StartAsync();
        await using var writer = await Writer.BeginAsync(server.ConnectionString);
        await writer.AppendAsync();
        await server.DoAsync("CONFIG", "SET", "maxmemory", "1");

        var refused = await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());

        Assert.Contains("Nothing was kept", refused.Message, StringComparison.Ordinal);
        Assert.Equal(writer.Acknowledged, await writer.ReadAsync());
    }

    private static async Task<bool> IsBusyAsync(IDatabase database)
    {
        try
        {
            await database.ExecuteAsync("ECHO", "?");
            return false;
        }
        catch (RedisServerException busy) when (busy.Message.StartsWith("BUSY", StringComparison.Ordinal))
        {
            return true;
        }
    }
}
