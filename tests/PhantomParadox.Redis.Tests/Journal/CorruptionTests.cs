using System.Security.Cryptography;
using PhantomParadox.Redis.Tests.Running;
using StackExchange.Redis;
using Xunit;

namespace PhantomParadox.Redis.Tests.Journal;

[Collection(RedisCollection.Name)]
public sealed class CorruptionTests(SharedRedis redis)
{
    [Theory]
    [InlineData("flipped", "Position 2: the batch is not the one that was written")]
    [InlineData("replaced", "Position 3: the batch doesn't follow the one before")]
    [InlineData("missing", "Position 2: a batch that begins at 3 stands here")]
    [InlineData("renumbered", "Position 2: a batch that begins at 1 stands here")]
    [InlineData("foreign", "Position 2: the stream's entry 2-1 is none that a journal writes")]
    public async Task ADamagedEntry_IsFound_AndSaidWhere(string damage, string message)
    {
        var market = $"damage-{damage}";
        await using var writer = await Writer.BeginAsync(redis.Server.ConnectionString, market: market);
        for (var batch = 0; batch < 3; batch++)
            await writer.AppendAsync();
        await DamageAsync(writer.Stream, damage);

        var found = await Assert.ThrowsAsync<JournalCorruptException>(() => Writer.ReadAsync(redis.Storage(market).Journal));

        Assert.Contains(message, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyEntries_AreReadInPages_AndTrimmedInSteps()
    {
        await using var writer = await Writer.BeginAsync(redis.Server.ConnectionString, market: "many");
        for (var batch = 0; batch < 2_500; batch++)
            await writer.AppendAsync(size: 20);
        Assert.Equal(writer.Acknowledged, await writer.ReadAsync());

        Assert.Equal(2_400, await writer.Journal.TrimAsync(2_400, default));

        var rest = new List<byte[]>();
        await foreach (var batch in writer.Journal.ReadAsync(2_401, default))
            rest.Add(batch.ToArray());
        Assert.Equal(writer.Acknowledged[2_400..], rest);
        Assert.Equal(2_501, await writer.AppendAsync());
    }

    private async Task DamageAsync(string stream, string damage)
    {
        await using var connection = await redis.Server.ConnectAsync();
        var database = connection.GetDatabase();
        var entries = await database.StreamRangeAsync(stream);
        await database.KeyDeleteAsync(stream);
        foreach (var entry in entries)
        {
            var (id, fields) = (entry.Id, entry.Values);
            if (entry.Id == "2-1")
            {
                byte[] bytes = [.. (byte[])entry["b"]!];
                bytes[0] ^= 1;
                switch (damage)
                {
                    case "flipped":
                        fields = [fields[0], fields[1], new("b", bytes)];
                        break;
                    case "replaced":
                        fields = [new("h", SHA256.HashData(bytes)), fields[1], new("b", bytes)];
                        break;
                    case "missing":
                        continue;
                    case "renumbered":
                        id = "2-2";
                        break;
                    case "foreign":
                        fields = [new("b", bytes)];
                        break;
                }
            }

            await database.StreamAddAsync(stream, fields, id);
        }
    }
}
