using System.Globalization;
using System.Security.Cryptography;
using PhantomParadox.Redis.Journal;
using PhantomParadox.Redis.Tests.Running;
using StackExchange.Redis;
using Xunit;

namespace PhantomParadox.Redis.Tests.Journal;

/// <summary>An append goes through a gate that only its first script opens, and leaves none behind.</summary>
[Collection(RedisCollection.Name)]
public sealed class GateTests(SharedRedis redis)
{
    private readonly string _market = redis.NewMarket();

    private RedisKeys Keys => new(_market);

    [Fact]
    public async Task TheFirstAppendOfAMarket_MakesItsStream()
    {
        await using var writer = await BeginAsync();
        Assert.Equal("none", await TypeAsync(Keys.Journal));

        await writer.AppendAsync(count: 3);

        Assert.Equal(writer.Acknowledged, await writer.ReadAsync());
        await AssertClosedAsync(entries: 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(25_000)]
    [InlineData(1 << 20)]
    public async Task TheEpochsKey_NamesTheNewestEntry(int size)
    {
        await using var writer = await BeginAsync();
        await writer.AppendAsync(count: 3, size);
        await writer.AppendAsync(count: 2, size);

        Assert.Equal(Record(writer.Epoch, new EntryId(5, 2), writer.Acknowledged[^1]), await EpochKeyAsync());
        Assert.Equal(writer.Acknowledged, await writer.ReadAsync());
        await AssertClosedAsync(entries: 2);
    }

    [Fact]
    public async Task AFencedAppend_WritesNothing()
    {
        await using var deposed = await BeginAsync();
        await deposed.AppendAsync();
        await using var present = await BeginAsync(term: 2);
        var before = await EpochKeyAsync();

        var fenced = await Assert.ThrowsAsync<JournalFencedException>(() => deposed.AppendAsync());

        Assert.Equal(present.Epoch, fenced.Present);
        Assert.Equal(before, await EpochKeyAsync());
        await AssertClosedAsync(entries: 1);
    }

    [Fact]
    public async Task AnAppendToAnotherHead_WritesNothing()
    {
        await using var writer = await BeginAsync();
        await writer.AppendAsync();
        // It knows the head before another instance appends under the same epoch.
        var late = redis.Storage(_market).Journal;
        await late.ReadHeadAsync(default);
        await writer.AppendAsync();
        var before = await EpochKeyAsync();

        var conflict = await Assert.ThrowsAsync<JournalConflictException>(
            async () => await late.AppendAsync(Writer.Batch(2), writer.Epoch, 1, default));

        Assert.Equal((1, 2), (conflict.Expected, conflict.Actual));
        Assert.Equal(before, await EpochKeyAsync());
        await AssertClosedAsync(entries: 2);
    }

    [Fact]
    public async Task AScriptThatNamesAnotherRun_OpensNothing()
    {
        await using var writer = await BeginAsync();
        await writer.AppendAsync();
        var before = await EpochKeyAsync();
        var head = before[(EpochText.Length + 1)..];

        var said = await DoAsync(database => database.ScriptEvaluateAsync(
            JournalScripts.Open,
            [Keys.Journal, Keys.Epoch, Keys.Gate],
            [new string('0', 40), EpochText.Of(writer.Epoch), head, head]));

        Assert.Equal("RUN", (string?)said[0]);
        Assert.Equal(before, await EpochKeyAsync());
        await AssertClosedAsync(entries: 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task AJournalOfAnOlderBuild_IsContinued(int entries)
    {
        var older = new Epoch(1, 5);
        var kept = await WriteAsOlderBuildAsync(older, entries);

        await using var writer = await BeginAsync(term: 2);
        Assert.Equal(entries, writer.Position);
        await writer.AppendAsync();
        await writer.AppendAsync(count: 2);

        Assert.Equal([.. kept, .. writer.Acknowledged], await writer.ReadAsync());
        await AssertClosedAsync(entries + 2);
    }

    [Fact]
    public async Task AStreamDeletedInATerm_StopsTheJournal_AndNothingIsWritten()
    {
        await using var writer = await BeginAsync();
        await writer.AppendAsync(count: 7);
        var before = await EpochKeyAsync();
        await DoAsync(database => database.KeyDeleteAsync(Keys.Journal));

        var stopped = await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());

        Assert.Contains("went back: it held position 7", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(before, await EpochKeyAsync());
        Assert.Equal("none", await TypeAsync(Keys.Journal));
        Assert.Equal("none", await TypeAsync(Keys.Gate));
        await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());
    }

    [Fact]
    public async Task AScriptThatFails_OpensNothing_AndTheJournalSaysWhy()
    {
        await using var writer = await BeginAsync();
        await writer.AppendAsync();
        var before = await EpochKeyAsync();
        await DoAsync(database => database.KeyDeleteAsync(Keys.Journal));
        await DoAsync(database => database.StringSetAsync(Keys.Journal, "no stream"));

        var stopped = await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());

        Assert.Contains("WRONGTYPE", stopped.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was kept", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(before, await EpochKeyAsync());
        Assert.Equal("string", await TypeAsync(Keys.Journal));
        Assert.Equal("none", await TypeAsync(Keys.Gate));
    }

    [Fact]
    public async Task AnEntryOfSomebodyElse_StopsTheJournal()
    {
        await using var writer = await BeginAsync();
        await writer.AppendAsync();
        await DoAsync(database => database.StreamAddAsync(Keys.Journal, "b", "foreign", "9-1"));

        var stopped = await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());

        Assert.Contains("Something else writes the journal's keys", stopped.Message, StringComparison.Ordinal);
        await AssertClosedAsync(entries: 2);
        await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());
    }

    [Fact]
    public async Task AKeyOfTheGatesName_StopsTheJournal_AndIsNotPutInItsPlace()
    {
        await using var writer = await BeginAsync();
        await writer.AppendAsync();
        var before = await EpochKeyAsync();
        await DoAsync(database => database.StreamAddAsync(Keys.Gate, "b", "foreign", "1-1"));

        var stopped = await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());

        Assert.Contains("Something else writes the journal's keys", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(before, await EpochKeyAsync());
        Assert.Equal(writer.Acknowledged, await Writer.ReadAsync(redis.Storage(_market).Journal));
    }

    [Fact]
    public async Task TheNewestEntryRemoved_IsFoundAtTheNextStart()
    {
        await using var writer = await BeginAsync();
        await writer.AppendAsync();
        await writer.AppendAsync();
        await DoAsync(database => database.StreamDeleteAsync(Keys.Journal, ["2-1"]));

        var stopped = await Assert.ThrowsAsync<IOException>(() => BeginAsync(term: 2));

        Assert.Contains("it held position 2 by its own record", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheKeysOfAMarket_AreOnOneServerOfACluster()
    {
        Assert.Equal("{pp:market}:j", new RedisKeys("market").Journal);
        Assert.Equal("{pp:market}:j:open", new RedisKeys("market").Gate);
        Assert.Equal("{pp:market}:epoch", new RedisKeys("market").Epoch);
    }

    private Task<Writer> BeginAsync(ulong term = 1) => Writer.BeginAsync(redis.Server.ConnectionString, term, _market);

    // One entry an event; the epoch's key keeps saying where the term began.
    private async Task<List<byte[]>> WriteAsOlderBuildAsync(Epoch epoch, int entries)
    {
        var written = new List<byte[]>();
        var before = new byte[32];
        await DoAsync(database => database.StringSetAsync(Keys.Epoch, $"{EpochText.Of(epoch)}:{ChainLink.None.Text}"));
        for (var position = 1; position <= entries; position++)
        {
            var bytes = Writer.Batch(position).Bytes.ToArray();
            var hash = SHA256.HashData(bytes);
            NameValueEntry[] fields = [new("h", hash), new("p", before), new("b", bytes)];
            var id = string.Create(CultureInfo.InvariantCulture, $"{position}-1");
            await DoAsync(database => database.StreamAddAsync(Keys.Journal, fields, id));
            written.Add(bytes);
            before = hash;
        }

        return written;
    }

    private async Task AssertClosedAsync(int entries)
    {
        Assert.Equal("none", await TypeAsync(Keys.Gate));
        Assert.Equal(entries, await DoAsync(database => database.StreamLengthAsync(Keys.Journal)));
    }

    private async Task<string> EpochKeyAsync() => (string?)await DoAsync(database => database.StringGetAsync(Keys.Epoch)) ?? "";

    private async Task<string> TypeAsync(RedisKey key) => (await DoAsync(database => database.ExecuteAsync("TYPE", key))).ToString();

    private async Task<T> DoAsync<T>(Func<IDatabase, Task<T>> act)
    {
        await using var connection = await redis.Server.ConnectAsync();
        return await act(connection.GetDatabase());
    }

    private static string Record(Epoch epoch, EntryId id, byte[] batch) =>
        $"{EpochText.Of(epoch)}:{new ChainLink(id, SHA256.HashData(batch)).Text}";
}
