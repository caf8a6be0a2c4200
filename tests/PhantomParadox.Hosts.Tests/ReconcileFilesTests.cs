using Microsoft.Extensions.Time.Testing;
using PhantomParadox.Cli;
using PhantomParadox.Sqlite;

namespace PhantomParadox.Hosts.Tests;

/// <summary>The ledger of a market on SQLite, as it is held against the chain.</summary>
public sealed class ReconcileFilesTests : IDisposable
{
    private readonly MarketFiles _files = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task AWholeJournal_TellsAllOneByOne()
    {
        var script = new MoneyScript(_time);
        await using var market = await StartAsync(trims: false);
        await script.PayAsync(market.Market);
        await script.OpenAsync(market.Market);

        var report = await script.HoldAsync(StoredMarket.OfFile(_files.Path));

        Assert.Equal((1, 1, 0), (report.Deposits, report.Payouts, report.Earlier));
        Assert.Single(report.Others);
    }

    [Fact]
    public async Task ATrimmedJournal_AndTheBooksOfTheState_TellTheSameSums()
    {
        var script = new MoneyScript(_time);
        await using var market = await StartAsync(trims: true);
        await script.PayAsync(market.Market);
        var storage = SqliteStorage.OpenRead(_files.Path);
        var paid = storage.ReadEnd().Head.Position;
        await script.UntilAsync(market.Market, () => Task.FromResult(storage.ReadEnd().TrimmedTo > paid));
        await script.OpenAsync(market.Market);

        // The state still has the payouts, the deposit is known by the sums alone.
        var young = await script.HoldAsync(StoredMarket.OfFile(_files.Path));
        Assert.Equal((0, 1, 1), (young.Deposits, young.Payouts, young.Earlier));

        _time.Advance(2 * MoneyScript.PayoutRetention);
        await market.PostFreeAsync();
        var old = await script.HoldAsync(StoredMarket.OfFile(_files.Path));
        Assert.Equal((0, 0, 3), (old.Deposits, old.Payouts, old.Earlier));
    }

    [Fact]
    public async Task ADamagedSnapshot_IsPassedBy()
    {
        var script = new MoneyScript(_time);
        await using (var market = await StartAsync(trims: true))
        {
            await script.PayAsync(market.Market);
            var storage = SqliteStorage.OpenRead(_files.Path);
            var paid = storage.ReadEnd().Head.Position;
            await script.UntilAsync(market.Market, () => Task.FromResult(storage.ReadEnd().TrimmedTo > paid));
            await script.OpenAsync(market.Market);
        }

        var snapshots = await SqliteStorage.OpenRead(_files.Path).Snapshots.ListAsync(default);
        Assert.Equal(2, snapshots.Count);
        _files.TamperSnapshot(snapshots[0].Position);
        await script.HoldAsync(StoredMarket.OfFile(_files.Path));
        _files.TamperSnapshot(snapshots[1].Position);
        var error = await Assert.ThrowsAsync<JournalCorruptException>(() => script.HoldAsync(StoredMarket.OfFile(_files.Path)));
        Assert.Contains("no snapshot that holds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoMarketsAtOnce_OrANameWithoutARedis_AreAWrongArgument()
    {
        string[] common = ["reconcile", "--rpc-url", "http://127.0.0.1:1", "--address", "4uQeVj5tqViQh7yWWGStvkEG1Zmhx6uasJtWCJziofM"];
        var both = MarketFiles.Run([.. common, "--path", "a.db", "--redis", "localhost"]);
        Assert.Equal(2, both.Code);
        Assert.Contains("--path and --redis", both.Error, StringComparison.Ordinal);
        Assert.Contains("--market", MarketFiles.Run([.. common, "--market", "a"]).Error, StringComparison.Ordinal);
        Assert.Contains("--redis is 'env:PP_NO_SUCH_VARIABLE'", MarketFiles.Run([.. common, "--redis", "env:PP_NO_SUCH_VARIABLE"]).Error, StringComparison.Ordinal);
    }

    private Task<RunningMarket> StartAsync(bool trims) => _files.StartAsync(time: _time, options: MoneyScript.Options(trims));
}
