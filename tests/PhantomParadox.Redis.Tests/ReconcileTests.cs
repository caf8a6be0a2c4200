using Microsoft.Extensions.Time.Testing;
using PhantomParadox.Cli;
using PhantomParadox.Hosts.Tests;
using PhantomParadox.Redis.Tests.Running;
using Xunit;

namespace PhantomParadox.Redis.Tests;

/// <summary>The ledger of a market in Redis, as it is held against the chain.</summary>
[Collection(RedisCollection.Name)]
public sealed class ReconcileTests(SharedRedis redis)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheLedgerInRedis_IsHeldAgainstTheChain_AlsoAfterItsJournalWasTrimmed(bool trims)
    {
        var script = new MoneyScript(_time);
        var name = redis.NewMarket();
        var storage = redis.Storage(name);
        await using var market = new LocalMarket(MoneyScript.Options(trims), new MarketPorts
        {
            Journal = storage.Journal, Snapshots = storage.Snapshots, Archive = storage.Archive, Transport = NullAgentTransport.Instance, Time = _time,
        });
        await market.StartAsync(default);
        await using var reading = RedisMarket.At(redis.Server.ConnectionString, name);
        await script.PayAsync(market);
        var paid = (await reading.ReadEndAsync(default)).Head.Position;
        if (trims)
            await script.UntilAsync(market, async () => (await reading.ReadEndAsync(default)).TrimmedTo > paid);
        await script.OpenAsync(market);

        var report = await script.HoldAsync(reading);

        Assert.Equal(trims ? (0, 1, 1) : (1, 1, 0), (report.Deposits, report.Payouts, report.Earlier));
        Assert.Equal((await reading.ReadEndAsync(default)).Head.Position, report.Position);
    }
}
