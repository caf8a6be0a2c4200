using PhantomParadox.Redis.Tests.Running;
using Xunit;

namespace PhantomParadox.Redis.Tests.Journal;

[Collection(RedisCollection.Name)]
public sealed class LostReplyTests(SharedRedis redis)
{
    [Theory]
    [InlineData(nameof(Loss.Cut))]
    [InlineData(nameof(Loss.Stall))]
    public async Task AnAppendWhoseReplyIsLost_IsFound_AndKeptOnce(string loss)
    {
        await using var proxy = new LossyProxy(redis.Server.Port);
        await using var writer = await Writer.BeginAsync(
            proxy.ConnectionString, market: $"lost-{loss}", reply: TimeSpan.FromSeconds(2));
        await writer.AppendAsync();
        var batch = Writer.Batch(2, count: 3);
        var lost = proxy.Lose(Enum.Parse<Loss>(loss), batch.Bytes[..32]);

        var append = writer.AppendAsync(batch);
        await lost;
        Assert.False(append.IsCompleted);
        proxy.Mend();

        Assert.Equal(4, await append);
        Assert.Equal(5, await writer.AppendAsync());
        Assert.Equal(writer.Acknowledged, await writer.ReadAsync());
    }

    [Fact]
    public async Task ATermWhoseReplyIsLost_IsBegunAllTheSame()
    {
        await using var proxy = new LossyProxy(redis.Server.Port);
        const string market = "lost-term";
        await using var storage = new RedisStorage(new RedisStorageOptions { ConnectionString = proxy.ConnectionString, Market = market });
        var epoch = new Epoch(1, 77);
        await storage.OpenAsync();
        var lost = proxy.Lose(Loss.Cut, "00000000000000000001:"u8.ToArray());

        var beginning = storage.Journal.BeginEpochAsync(epoch, default).AsTask();
        await lost;
        proxy.Mend();

        Assert.Equal(epoch, (await beginning).Epoch);
    }

    [Fact]
    public async Task AnAppendThatWasKept_BeforeAnotherTookOver_IsNoLess_Kept()
    {
        await using var proxy = new LossyProxy(redis.Server.Port);
        await using var writer = await Writer.BeginAsync(proxy.ConnectionString, market: "kept-then-fenced");
        var batch = Writer.Batch(1);
        var lost = proxy.Lose(Loss.Cut, batch.Bytes[..32]);
        var append = writer.AppendAsync(batch);
        await lost;

        await using var next = await Writer.BeginAsync(redis.Server.ConnectionString, term: 2, market: "kept-then-fenced");
        Assert.Equal(1, next.Position);
        await next.AppendAsync();
        proxy.Mend();

        Assert.Equal(1, await append);
        await Assert.ThrowsAsync<JournalFencedException>(() => writer.AppendAsync());
        Assert.Equal([.. writer.Acknowledged, .. next.Acknowledged], await next.ReadAsync());
    }

    [Fact]
    public async Task AWriterThatWasHeldUp_WhileAnotherTookOver_WritesNothing()
    {
        await using var proxy = new LossyProxy(redis.Server.Port);
        await using var writer = await Writer.BeginAsync(proxy.ConnectionString, market: "held");
        await writer.AppendAsync();
        var batch = Writer.Batch(2);
        var held = proxy.Lose(Loss.Hold, batch.Bytes[..32]);
        var append = writer.AppendAsync(batch);
        await held;

        await using var next = await Writer.BeginAsync(redis.Server.ConnectionString, term: 2, market: "held");
        await next.AppendAsync();
        proxy.Mend();

        var fenced = await Assert.ThrowsAsync<JournalFencedException>(() => append);
        Assert.Equal(next.Epoch, fenced.Present);
        Assert.Equal([.. writer.Acknowledged, .. next.Acknowledged], await next.ReadAsync());
    }

    [Fact]
    public async Task AnAppendThatIsNotFoundInTime_IsUnknown_AndTheJournalTakesNothingMore()
    {
        await using var proxy = new LossyProxy(redis.Server.Port);
        await using var writer = await Writer.BeginAsync(proxy.ConnectionString, market: "unknown", resolve: TimeSpan.Zero);
        var batch = Writer.Batch(1);
        var lost = proxy.Lose(Loss.Cut, batch.Bytes[..32]);

        var append = writer.AppendAsync(batch);
        await lost;

        Assert.Contains("Unknown whether", (await Assert.ThrowsAsync<IOException>(() => append)).Message, StringComparison.Ordinal);
        proxy.Mend();
        Assert.Contains("Unknown whether", (await Assert.ThrowsAsync<IOException>(() => writer.AppendAsync())).Message, StringComparison.Ordinal);
        Assert.Equal([batch.Bytes.ToArray()], await Writer.ReadAsync(redis.Storage("unknown").Journal));
    }
}
