using System.Text.Json;
using PhantomParadox.Sqlite;

namespace PhantomParadox.Hosts.Tests;

public sealed class BackupCommandTests : IDisposable
{
    private readonly MarketFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ABackup_OfAMarketThatGoesOn_RestoresToTheExactState(int writers)
    {
        JsonElement manifest;
        await using (var market = await _files.StartAsync())
        {
            var before = await market.PostAsync(0);
            using var enough = new CancellationTokenSource();
            var writing = Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
            {
                for (var number = 0; !enough.IsCancellationRequested; number++)
                    await market.PostAsync(number);
            })).ToArray();
            // On a thread of its own: the tool waits, and must not take the writers' threads for that.
            var (code, output, error) = await Task.Factory.StartNew(
                () => MarketFiles.Run("backup", "--path", _files.Path, "--to", _files.In("backup"), "--json"), TaskCreationOptions.LongRunning);
            await market.PostAsync(0);
            await enough.CancelAsync();
            await Task.WhenAll(writing);
            Assert.Equal(("", 0), (error, code));
            manifest = JsonDocument.Parse(output).RootElement;
            Assert.True((await market.Market.GetJobAsync(before)).IsAccepted);
        }

        var restored = _files.In("again/market.db");
        var (made, text, _) = MarketFiles.Run("restore", "--from", _files.In("backup"), "--path", restored);

        Assert.Equal(0, made);
        var position = manifest.GetProperty("position").GetInt64();
        var hash = manifest.GetProperty("stateHash").GetString();
        Assert.Contains($"state {hash}", text, StringComparison.Ordinal);
        Assert.Contains("beacon", text, StringComparison.Ordinal);
        var replay = new MarketReplay();
        foreach (var batch in (await MarketFiles.ReadAsync(_files.Path)).TakeWhile(_ => replay.Position < position))
            replay.Apply(batch);
        Assert.True(SqliteStorage.OpenRead(_files.Path).ReadEnd().Head.Position > position);
        Assert.Equal((position, hash), (replay.Position, Convert.ToHexStringLower(replay.ComputeStateHash())));

        Assert.Equal(position, SqliteStorage.OpenRead(restored).AcknowledgedPosition);
        await using var again = await _files.StartAsync(restored);
        Assert.Empty(again.Storage.Notes);
        Assert.Equal(position, again.Market.Recovery!.Position);
        await again.PostAsync(0);
    }

    [Fact]
    public async Task ABackup_OfATrimmedJournal_HasItsSnapshots()
    {
        await _files.FillAndTrimAsync();

        Assert.Equal(0, MarketFiles.Run("backup", "--path", _files.Path, "--to", _files.In("backup")).Code);
        var (code, _, error) = MarketFiles.Run("restore", "--from", _files.In("backup"), "--path", _files.In("again.db"));

        Assert.Equal(("", 0), (error, code));
        await using var again = await _files.StartAsync(_files.In("again.db"));
        Assert.True(again.Market.Recovery!.SnapshotPosition > 0);
        Assert.Empty(again.Market.Recovery.Unusable);
    }

    [Fact]
    public async Task ARestore_OverwritesNothing()
    {
        await _files.FillAsync();
        Assert.Equal(0, MarketFiles.Run("backup", "--path", _files.Path, "--to", _files.In("backup")).Code);
        var before = File.ReadAllBytes(_files.Path);

        var (code, _, error) = MarketFiles.Run("restore", "--from", _files.In("backup"), "--path", _files.Path);

        Assert.Equal(2, code);
        Assert.Contains("is there already", error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_files.Path));
        Assert.Equal(2, MarketFiles.Run("backup", "--path", _files.Path, "--to", _files.In("backup")).Code);
        Assert.True(File.Exists(_files.In("backup/manifest.json")));
    }

    [Theory]
    [InlineData("market.db")]
    [InlineData("market.archive.db")]
    [InlineData("market.snapshots.db")]
    public async Task ARestore_RefusesADamagedBackup_AndMakesNothing(string name)
    {
        await _files.FillAsync();
        Assert.Equal(0, MarketFiles.Run("backup", "--path", _files.Path, "--to", _files.In("backup")).Code);
        var file = _files.In("backup/" + name);
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);

        var (code, _, error) = MarketFiles.Run("restore", "--from", _files.In("backup"), "--path", _files.In("again/market.db"));

        Assert.Equal(1, code);
        Assert.Contains($"{name}' is damaged", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_files.In("again")));
    }

    [Fact]
    public async Task AManifest_WhoseStateIsAnother_IsRefused()
    {
        await _files.FillAsync();
        Assert.Equal(0, MarketFiles.Run("backup", "--path", _files.Path, "--to", _files.In("backup")).Code);
        var manifest = _files.In("backup/manifest.json");
        var text = File.ReadAllText(manifest);
        var hash = JsonDocument.Parse(text).RootElement.GetProperty("stateHash").GetString()!;
        File.WriteAllText(manifest, text.Replace(hash, new string('0', 64), StringComparison.Ordinal));

        Assert.Equal(1, MarketFiles.Run("restore", "--from", _files.In("backup"), "--path", _files.In("again.db")).Code);
        Assert.False(File.Exists(_files.In("again.db")));
        File.Delete(manifest);
        Assert.Equal(1, MarketFiles.Run("restore", "--from", _files.In("backup"), "--path", _files.In("again.db")).Code);
    }

    [Fact]
    public async Task ABackup_NeverHasTheBeaconsChain()
    {
        await _files.FillAsync();
        File.WriteAllText(_files.In("beacon.chain"), "secret");

        Assert.Equal(0, MarketFiles.Run("backup", "--path", _files.Path, "--to", _files.In("backup")).Code);

        Assert.Equal(
            ["manifest.json", "market.archive.db", "market.db", "market.snapshots.db"],
            Directory.GetFiles(_files.In("backup")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
