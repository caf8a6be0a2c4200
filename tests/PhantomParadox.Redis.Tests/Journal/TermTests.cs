using System.Globalization;
using System.Security.Cryptography;
using PhantomParadox.Redis.Journal;
using PhantomParadox.Redis.Tests.Running;
using StackExchange.Redis;
using Xunit;

namespace PhantomParadox.Redis.Tests.Journal;

/// <summary>The stream is called after the epoch: who writes under another one finds none.</summary>
[Collection(RedisCollection.Name)]
public sealed class TermTests(SharedRedis redis)
{
    private readonly string _market = redis.NewMarket();

    private RedisKeys Keys => new(_market);

    [Fact]
    public async Task TheFirstTermOfAMarket_MakesItsStream_WithoutAnEntry()
    {
        await using var writer = await BeginAsync();
        Assert.Equal("stream", await TypeAsync(writer.Stream));
        await AssertOnlyAsync(writer.Stream, entries: 0);

        await writer.AppendAsync(count: 3);

        Assert.Equal(writer.Acknowledged, await writer.ReadAsync());
        await AssertOnlyAsync(writer.Stream, entries: 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(25_000)]
    [InlineData(1 << 20)]
    public async Task ATerm_RenamesTheStream_AndRecordsWhereItBegan(int size)
    {
        await using var first = await BeginAsync();
        await first.AppendAsync(count: 3, size);
        await first.AppendAsync(count: 2, size);

        await using var second = await BeginAsync(term: 2);

        Assert.Equal(Record(second.Epoch, new EntryId(5, 2), first.Acknowledged[^1]), await EpochKeyAsync());
        Assert.Equal(first.Acknowledged, await second.ReadAsync());
        await AssertOnlyAsync(second.Stream, entries: 2);
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
        await AssertOnlyAsync(present.Stream, entries: 1);
    }

    [Fact]
    public async Task AJournalThatIsBeingRead_IsReadOn_WhereATermBegins()
    {
        await using var writer = await BeginAsync();
        // Two pages.
        await writer.AppendAsync(size: 5 << 20);
        await writer.AppendAsync();
        var reader = redis.Storage(_market).Journal.ReadAsync(1, default).GetAsyncEnumerator();
        Assert.True(await reader.MoveNextAsync());

        await using var next = await BeginAsync(term: 2);
        await next.AppendAsync();

        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(writer.Acknowledged[1], reader.Current);
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(next.Acknowledged[0], reader.Current);
        Assert.False(await reader.MoveNextAsync());
    }

    [Fact]
    public async Task ADeposedWritersTrimming_IsOfTheSameJournal()
    {
        await using var deposed = await BeginAsync();
        await deposed.AppendAsync();
        await deposed.AppendAsync();
        await using var present = await BeginAsync(term: 2);

        Assert.Equal(1, await deposed.Journal.TrimAsync(1, default));

        await AssertOnlyAsync(present.Stream, entries: 1);
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

        var conflict = await Assert.ThrowsAsync<JournalConflictException>(
            async () => await late.AppendAsync(Writer.Batch(2), writer.Epoch, 1, default));

        Assert.Equal((1, 2), (conflict.Expected, conflict.Actual));
        await AssertOnlyAsync(writer.Stream, entries: 2);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public async Task AJournalOfAnOlderBuild_IsContinued(int entries, bool recordsNewest)
    {
        var kept = await WriteAsOlderBuildAsync(new Epoch(1, 5), entries, recordsNewest);
        Assert.Equal(kept, await Writer.ReadAsync(redis.Storage(_market).Journal));

        await using var writer = await BeginAsync(term: 2);
        Assert.Equal(entries, writer.Position);
        await writer.AppendAsync();
        await writer.AppendAsync(count: 2);

        Assert.Equal([.. kept, .. writer.Acknowledged], await writer.ReadAsync());
        await AssertOnlyAsync(writer.Stream, entries + 2);
        Assert.Equal("none", await TypeAsync(Keys.Journal("")));
    }

    [Fact]
    public async Task AnOlderBuild_CannotReadTheEpochsKey()
    {
        await using var writer = await BeginAsync();

        // It expects the term's twenty digits.
        Assert.StartsWith("named:", await EpochKeyAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from another world")]
    [InlineData("named:00000000000000000001:")]
    [InlineData("named:00000000000000000001:0000000000000000000000000000002a:1-1:abc")]
    [InlineData("later:00000000000000000001:0000000000000000000000000000002a:0-0:0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task AnEpochsKeyThatNoJournalWrites_IsRefused_AndLeftAsItIs(string value)
    {
        await DoAsync(database => database.StringSetAsync(Keys.Epoch, value));

        var refused = await Assert.ThrowsAsync<JournalCorruptException>(() => BeginAsync(term: 2));

        Assert.Contains(value, refused.Message, StringComparison.Ordinal);
        Assert.Equal(value, await EpochKeyAsync());
    }

    [Fact]
    public async Task AStreamDeletedInATerm_StopsTheJournal_AndNothingIsWritten()
    {
        await using var writer = await BeginAsync();
        await writer.AppendAsync(count: 7);
        await DoAsync(database => database.KeyDeleteAsync(writer.Stream));

        var stopped = await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());

        Assert.Contains("went back: it held position 7", stopped.Message, StringComparison.Ordinal);
        Assert.Equal("none", await TypeAsync(writer.Stream));
        await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());
    }

    [Fact]
    public async Task AnEmptyStreamDeletedInATerm_StopsTheJournal_AndIsNotMadeAgain()
    {
        await using var writer = await BeginAsync();
        await DoAsync(database => database.KeyDeleteAsync(writer.Stream));

        var stopped = await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());

        Assert.Contains("is not there any more", stopped.Message, StringComparison.Ordinal);
        Assert.Equal("none", await TypeAsync(writer.Stream));
    }

    [Fact]
    public async Task AKeyThatIsNoStream_StopsTheJournal_WhichSaysWhy()
    {
        await using var writer = await BeginAsync();
        await writer.AppendAsync();
        await DoAsync(database => database.KeyDeleteAsync(writer.Stream));
        await DoAsync(database => database.StringSetAsync(writer.Stream, "no stream"));

        var stopped = await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());

        Assert.Contains("WRONGTYPE", stopped.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was kept", stopped.Message, StringComparison.Ordinal);
        Assert.Equal("string", await TypeAsync(writer.Stream));
    }

    [Fact]
    public async Task AnEntryOfSomebodyElse_StopsTheJournal()
    {
        await using var writer = await BeginAsync();
        await writer.AppendAsync();
        await DoAsync(database => database.StreamAddAsync(writer.Stream, "b", "foreign", "9-1"));

        await Assert.ThrowsAsync<JournalCorruptException>(() => writer.AppendAsync());

        await AssertOnlyAsync(writer.Stream, entries: 2);
    }

    [Fact]
    public async Task AKeyOfTheNextTermsName_KeepsItFromBeginning()
    {
        await using var writer = await BeginAsync();
        await writer.AppendAsync();
        var before = await EpochKeyAsync();
        await DoAsync(database => database.StreamAddAsync(Writer.StreamOf(_market, 2), "b", "foreign", "1-1"));

        var stopped = await Assert.ThrowsAsync<IOException>(() => BeginAsync(term: 2));

        Assert.Contains("there is a key of the name", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(before, await EpochKeyAsync());
        Assert.Equal(2, await writer.AppendAsync());
    }

    [Theory]
    [InlineData("1-1", "2-1")]
    [InlineData("2-1")]
    public async Task TheNewestEntriesRemoved_AreFoundAtTheNextStart(params string[] ids)
    {
        await using var writer = await BeginAsync();
        await writer.AppendAsync();
        await writer.AppendAsync();
        await DoAsync(database => database.StreamDeleteAsync(writer.Stream, [.. ids.Select(id => (RedisValue)id)]));

        var stopped = await Assert.ThrowsAsync<IOException>(() => BeginAsync(term: 2));

        Assert.Contains("it held position 2 by its own record", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheNewestEntryRemovedInATerm_IsFoundByTheNextAppend()
    {
        await using var writer = await BeginAsync();
        await writer.AppendAsync();
        await writer.AppendAsync();
        await DoAsync(database => database.StreamDeleteAsync(writer.Stream, ["2-1"]));

        var stopped = await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());

        Assert.Contains("it held position 2 as this process knows", stopped.Message, StringComparison.Ordinal);
        Assert.Contains("Positions 3 to 3 stand behind the gap", stopped.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync());
    }

    [Fact]
    public async Task AnAppendOverAnothersEntry_UnderTheSameEpoch_IsNotAcknowledged()
    {
        await using var writer = await BeginAsync();
        await writer.AppendAsync();
        var late = redis.Storage(_market).Journal;
        await late.ReadHeadAsync(default);
        await writer.AppendAsync();

        var stopped = await Assert.ThrowsAsync<IOException>(
            async () => await late.AppendAsync(Writer.Batch(2, count: 5), writer.Epoch, 1, default));

        Assert.Contains("were not acknowledged", stopped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task AppendsGoOn_WhereTheStreamWasTrimmedBetweenThem(long position)
    {
        await using var writer = await BeginAsync();
        for (var batch = 0; batch < 3; batch++)
            await writer.AppendAsync();
        await writer.Journal.TrimAsync(position, default);

        Assert.Equal(4, await writer.AppendAsync());
        Assert.Equal(5, await writer.AppendAsync());
    }

    [Fact]
    public void TheKeysOfAMarket_AreOnOneServerOfACluster()
    {
        var epoch = new Epoch(3, 42);
        Assert.Equal(
            "{pp:market}:j:00000000000000000003:0000000000000000000000000000002a", new RedisKeys("market").Journal(EpochRecord.TermOf(epoch)));
        Assert.Equal("{pp:market}:j", new RedisKeys("market").Journal(EpochText.Of(epoch)));
        Assert.Equal("{pp:market}:epoch", new RedisKeys("market").Epoch);
    }

    private Task<Writer> BeginAsync(ulong term = 1) => Writer.BeginAsync(redis.Server.ConnectionString, term, _market);

    // One entry an event, in a stream without a name. The epoch's key said where the term began, and later which entry was the newest.
    private async Task<List<byte[]>> WriteAsOlderBuildAsync(Epoch epoch, int entries, bool recordsNewest)
    {
        var written = new List<byte[]>();
        var newest = ChainLink.None;
        for (var position = 1; position <= entries; position++)
        {
            var bytes = Writer.Batch(position).Bytes.ToArray();
            var hash = SHA256.HashData(bytes);
            NameValueEntry[] fields = [new("h", hash), new("p", newest.Hash), new("b", bytes)];
            var id = string.Create(CultureInfo.InvariantCulture, $"{position}-1");
            await DoAsync(database => database.StreamAddAsync(Keys.Journal(""), fields, id));
            written.Add(bytes);
            newest = new ChainLink(new EntryId(position, 1), hash);
        }

        var recorded = recordsNewest ? newest : ChainLink.None;
        await DoAsync(database => database.StringSetAsync(Keys.Epoch, $"{EpochText.Of(epoch)}:{recorded.Text}"));
        return written;
    }

    private async Task AssertOnlyAsync(string stream, int entries)
    {
        Assert.Equal(entries, await DoAsync(database => database.StreamLengthAsync(stream)));
        var streams = (RedisResult[])(await DoAsync(database => database.ExecuteAsync("KEYS", $"{{pp:{_market}}}:j*")))!;
        Assert.Equal([stream], streams.Select(key => (string?)key));
    }

    private async Task<string> EpochKeyAsync() => (string?)await DoAsync(database => database.StringGetAsync(Keys.Epoch)) ?? "";

    private async Task<string> TypeAsync(RedisKey key) => (await DoAsync(database => database.ExecuteAsync("TYPE", key))).ToString();

    private async Task<T> DoAsync<T>(Func<IDatabase, Task<T>> act)
    {
        await using var connection = await redis.Server.ConnectAsync();
        return await act(connection.GetDatabase());
    }

    private static string Record(Epoch epoch, EntryId id, byte[] batch) =>
        $"{EpochRecord.TermOf(epoch)}:{new ChainLink(id, SHA256.HashData(batch)).Text}";
}
