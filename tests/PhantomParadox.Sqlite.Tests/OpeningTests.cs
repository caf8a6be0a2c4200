using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Tests;

public sealed class OpeningTests : IDisposable
{
    private readonly TemporaryStorage _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void TheLibrary_IsNewEnough() =>
        Assert.True(Version.Parse(SqliteStorage.LibraryVersion) >= new Version(3, 51, 3), SqliteStorage.LibraryVersion);

    [Fact]
    public void Refuses_AnOlderLibrary() => Assert.Contains(
        "3.51.3", Assert.Throws<SqliteStorageException>(() => NativeLibrary.Require(() => 3_051_002, "3.51.2")).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_ASecondHost_AndNamesTheFirst()
    {
        using var first = _files.Open();
        var refused = Assert.Throws<SqliteStorageException>(() => _files.Open());
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IsFreeAgain_OnceClosed()
    {
        _files.Open().Dispose();
        Assert.Empty(_files.Open().Notes);
    }

    [Theory]
    [InlineData(0, 50)]
    [InlineData(32 << 20, 0)]
    [InlineData(32 << 20, 101)]
    public void Refuses_ANumberOutsideItsRange(long checkpointBytes, int archivePercent) => Assert.Throws<SqliteStorageException>(
        () => _files.Open(options => (options.CheckpointBytes, options.ArchivePercent) = (checkpointBytes, archivePercent)));

    [Fact]
    public async Task AfterAGoodClose_AllIsThere_AndNothingIsSaid()
    {
        var batches = await _files.FillAsync(3);
        using var storage = _files.Open();

        Assert.Empty(storage.Notes);
        Assert.Equal(batches.Select(batch => batch.Bytes.ToArray()), await TemporaryStorage.ReadAsync(storage.Journal));
        var head = await storage.Journal.ReadHeadAsync(default);
        Assert.Equal((6, TemporaryStorage.One), (head.Position, head.Epoch));
    }

    [Fact]
    public async Task AfterACrash_AllAcknowledgedIsThere_AndTheRecoveryIsTold()
    {
        using var running = _files.Open();
        await running.Journal.BeginEpochAsync(TemporaryStorage.One, default);
        var batches = await TemporaryStorage.AppendAsync(running.Journal, 1, 20);
        using var crashed = _files.Crashed();

        using var storage = crashed.Open();

        Assert.Equal(batches.Select(batch => batch.Bytes.ToArray()), await TemporaryStorage.ReadAsync(storage.Journal));
        Assert.Contains("not closed in order", Assert.Single(storage.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_ANewerFormat_AndWritesNothing()
    {
        await _files.FillAsync(1);
        Change("PRAGMA user_version=2");
        await RefusesAsync("format 2");
    }

    [Fact]
    public async Task Refuses_ADatabaseOfSomethingElse()
    {
        await _files.FillAsync(1);
        Change("PRAGMA application_id=7");
        await RefusesAsync("something else");
    }

    [Fact]
    public async Task Refuses_AFileThatIsNoDatabase()
    {
        File.WriteAllText(_files.Path, new string('x', 10_000));
        await RefusesAsync("no journal");
    }

    [Fact]
    public async Task Refuses_AJournalWhoseEndIsLost()
    {
        await _files.FillAsync(3);
        Change("DELETE FROM batches WHERE last = 6");
        await RefusesAsync("Position 5");
    }

    [Fact]
    public async Task Refuses_ToBeginAnew_WhereAJournalIsMissing()
    {
        await _files.FillAsync(3);
        File.Delete(_files.Path);
        await RefusesAsync("6 was acknowledged");
        Assert.False(File.Exists(_files.Path));
    }

    [Fact]
    public async Task Refuses_AnotherHistory_UntilTheMarkIsRemoved()
    {
        await _files.FillAsync(3);
        using (var other = new TemporaryStorage())
        {
            await other.FillAsync(4, size: 900);
            File.Copy(other.Path, _files.Path, overwrite: true);
        }

        await RefusesAsync("another history");
        File.Delete(_files.Path + ".mark");
        using var storage = _files.Open();
        Assert.Equal(4, (await TemporaryStorage.ReadAsync(storage.Journal)).Count);
        Assert.Contains("believed", Assert.Single(storage.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE journal SET term = 0")]
    [InlineData("UPDATE journal SET trimmed = 2")]
    [InlineData("UPDATE journal SET nonce = zeroblob(16)")]
    [InlineData("DELETE FROM journal")]
    [InlineData("UPDATE batches SET bytes = zeroblob(1000) WHERE last = 6")]
    public async Task Refuses_DamageAtItsEnd(string damage)
    {
        await _files.FillAsync(3);
        Change(damage);
        await RefusesAsync("damaged");
    }

    [Fact]
    public async Task PutsDamagedSnapshotsAside_AndSaysSo()
    {
        await _files.FillAsync(1);
        File.WriteAllText(_files.Snapshots, new string('x', 10_000));

        using var storage = _files.Open();

        Assert.Contains("snapshots were damaged", Assert.Single(storage.Notes), StringComparison.Ordinal);
        Assert.Empty(await storage.Snapshots.ListAsync(default));
        Assert.True(File.Exists(_files.Snapshots + ".damaged"));
    }

    [Fact]
    public async Task Refuses_ADamagedArchive()
    {
        await _files.FillAsync(1);
        File.WriteAllText(_files.Archive, new string('x', 10_000));
        Assert.Throws<SqliteStorageException>(() => _files.Open());
    }

    private async Task RefusesAsync(string because)
    {
        await Task.CompletedTask;
        var before = _files.Contents();
        var refused = Assert.Throws<JournalCorruptException>(() => _files.Open());
        Assert.Contains(because, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, _files.Contents());
    }

    private void Change(string sql)
    {
        using var connection = DatabaseFile.Open(_files.Path, SqliteOpenMode.ReadWrite);
        DatabaseFile.Execute(connection, sql);
        DatabaseFile.CheckpointAndTruncate(connection);
    }
}
