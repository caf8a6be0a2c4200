using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Tests;

public sealed class JournalTests : IDisposable
{
    private readonly TemporaryStorage _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("UPDATE batches SET bytes = zeroblob(1000) WHERE last = 4", "Position 3")]
    [InlineData("UPDATE batches SET hash = zeroblob(32) WHERE last = 4", "Position 3")]
    [InlineData("UPDATE batches SET previous = zeroblob(32) WHERE last = 4", "Position 3")]
    [InlineData("UPDATE batches SET first = 2 WHERE last = 4", "Position 3")]
    [InlineData("UPDATE batches SET count = 3 WHERE last = 4", "Position 3")]
    [InlineData("DELETE FROM batches WHERE last = 4", "Position 3")]
    [InlineData("DELETE FROM batches WHERE last = 2", "Position 1")]
    public async Task Reading_StopsAtTheFirstBrokenBatch(string damage, string position)
    {
        await _files.FillAsync(5);
        Change(damage);
        using var storage = _files.Open();

        var refused = await Assert.ThrowsAsync<JournalCorruptException>(() => TemporaryStorage.ReadAsync(storage.Journal));

        Assert.Contains(position, refused.Message, StringComparison.Ordinal);
    }

    // Goal: no damage makes a shorter or another history that looks whole. Method: flip one bit anywhere in the file or its log, as a
    // crash left them; either the start or the reading refuses, or every batch comes back as it was.
    [Theory]
    [InlineData("market.db")]
    [InlineData("market.db-wal")]
    public async Task AFlippedBit_IsFoundOrHarmless(string name)
    {
        using var running = _files.Open();
        await running.Journal.BeginEpochAsync(TemporaryStorage.One, default);
        var batches = await TemporaryStorage.AppendAsync(running.Journal, 1, 12, size: 3_000);
        using (var connection = DatabaseFile.Open(_files.Path, SqliteOpenMode.ReadWrite))
            SQLitePCL.raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", SQLitePCL.raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
        batches.AddRange(await TemporaryStorage.AppendAsync(running.Journal, 25, 12, size: 3_000));
        // While there is a log, the file is not asked for what stands in it.
        if (name == "market.db")
            running.Dispose();
        var random = new Random(5);
        var found = 0;
        for (var i = 0; i < 100; i++)
        {
            using var crashed = _files.Crashed();
            Flip(Path.Combine(Path.GetDirectoryName(crashed.Path)!, name), random);
            try
            {
                using var storage = crashed.Open();
                Assert.Equal(batches.Select(batch => batch.Bytes.ToArray()), await TemporaryStorage.ReadAsync(storage.Journal));
            }
            catch (Exception refused) when (refused is JournalCorruptException or IOException)
            {
                found++;
            }
        }

        Assert.InRange(found, 10, 100);
    }

    [Fact]
    public async Task AnAppendThatCanNotBeWritten_IsTheLast()
    {
        using var storage = _files.Open(options => options.MaxPages = 40);
        await storage.Journal.BeginEpochAsync(TemporaryStorage.One, default);
        var kept = await TemporaryStorage.AppendAsync(storage.Journal, 1, 2);

        await Assert.ThrowsAsync<IOException>(async () => await storage.Journal.AppendAsync(TemporaryStorage.Batch(5, 500_000), TemporaryStorage.One, 4, default));

        await Assert.ThrowsAsync<IOException>(async () => await storage.Journal.AppendAsync(TemporaryStorage.Batch(5, 10), TemporaryStorage.One, 4, default));
        await Assert.ThrowsAsync<IOException>(async () => await storage.Journal.BeginEpochAsync(new Epoch(2, 2), default));
        await Assert.ThrowsAsync<IOException>(async () => await storage.Journal.TrimAsync(2, default));
        Assert.Equal(4, (await storage.Journal.ReadHeadAsync(default)).Position);
        Assert.Equal(kept.Select(batch => batch.Bytes.ToArray()), await TemporaryStorage.ReadAsync(storage.Journal));
    }

    [Fact]
    public async Task OpenedAnew_AfterAFullDisk_ItGoesOnWhereItWas()
    {
        using (var storage = _files.Open(options => options.MaxPages = 40))
        {
            await storage.Journal.BeginEpochAsync(TemporaryStorage.One, default);
            await TemporaryStorage.AppendAsync(storage.Journal, 1, 2);
            await Assert.ThrowsAsync<IOException>(
                async () => await storage.Journal.AppendAsync(TemporaryStorage.Batch(5, 500_000), TemporaryStorage.One, 4, default));
        }

        using var again = _files.Open();
        await TemporaryStorage.AppendAsync(again.Journal, 5, 1, size: 500_000);
        Assert.Equal(3, (await TemporaryStorage.ReadAsync(again.Journal)).Count);
    }

    [Fact]
    public async Task ARefusedAppend_EndsNothing()
    {
        using var storage = _files.Open();
        await storage.Journal.BeginEpochAsync(TemporaryStorage.One, default);
        await Assert.ThrowsAsync<JournalConflictException>(
            async () => await storage.Journal.AppendAsync(TemporaryStorage.Batch(3), TemporaryStorage.One, 2, default));
        Assert.Single(await TemporaryStorage.AppendAsync(storage.Journal, 1, 1));
    }

    [Fact]
    public async Task TheLog_BeginsAnew_WhileBatchesAreAppended()
    {
        using var storage = _files.Open(options => options.CheckpointBytes = 1 << 20);
        await storage.Journal.BeginEpochAsync(TemporaryStorage.One, default);

        // How soon depends on the disk; that it does, shows in a log that is smaller than what went through it.
        const int Size = 100_000;
        var batches = 0;
        do
        {
            batches += (await TemporaryStorage.AppendAsync(storage.Journal, 1 + (2L * batches), 50, Size)).Count;
            Assert.True(batches < 10_000, "A gigabyte of batches went into one log.");
        }
        while (new FileInfo(_files.Path + "-wal").Length * 4 > (long)batches * Size * 3);

        Assert.Equal(batches, (await TemporaryStorage.ReadAsync(storage.Journal)).Count);
    }

    [Fact]
    public async Task TheLog_HasRoomFromTheStart_AndGrowsNoFurther()
    {
        using var storage = _files.Open(options => options.CheckpointBytes = 1 << 20);
        var log = new FileInfo(_files.Path + "-wal");
        Assert.Equal((1 << 20) * 5 / 4, log.Length);

        await storage.Journal.BeginEpochAsync(TemporaryStorage.One, default);
        await TemporaryStorage.AppendAsync(storage.Journal, 1, 50);
        log.Refresh();
        Assert.Equal((1 << 20) * 5 / 4, log.Length);
    }

    [Fact]
    public async Task RoomForTheLog_IsNoPartOfTheHistory()
    {
        using var running = _files.Open(options => options.CheckpointBytes = 1 << 20);
        using var crashed = _files.Crashed();
        using var storage = crashed.Open();
        Assert.Equal(0, (await storage.Journal.ReadHeadAsync(default)).Position);

        await storage.Journal.BeginEpochAsync(TemporaryStorage.One, default);
        var batches = await TemporaryStorage.AppendAsync(storage.Journal, 1, 3);
        using var again = crashed.Crashed();
        using var last = again.Open();
        Assert.Equal(batches.Select(batch => batch.Bytes.ToArray()), await TemporaryStorage.ReadAsync(last.Journal));
    }

    [Fact]
    public async Task Trimmed_TheRestIsReadAfterARestart_AndTheChainStillHolds()
    {
        await _files.FillAsync(200);
        using (var storage = _files.Open())
            Assert.Equal(300, await storage.Journal.TrimAsync(301, default));

        using (var storage = _files.Open())
        {
            Assert.Equal(50, (await TemporaryStorage.ReadAsync(storage.Journal, 301)).Count);
            await Assert.ThrowsAsync<JournalCorruptException>(() => TemporaryStorage.ReadAsync(storage.Journal));
        }

        Change("DELETE FROM batches WHERE last = 302");
        using var broken = _files.Open();
        await Assert.ThrowsAsync<JournalCorruptException>(() => TemporaryStorage.ReadAsync(broken.Journal, 301));
    }

    [Fact]
    public async Task Trims_WhileTheWriterAppends()
    {
        using var storage = _files.Open();
        await storage.Journal.BeginEpochAsync(TemporaryStorage.One, default);
        await TemporaryStorage.AppendAsync(storage.Journal, 1, 300);
        var trim = storage.Journal.TrimAsync(long.MaxValue, default).AsTask();

        await TemporaryStorage.AppendAsync(storage.Journal, 601, 20);

        Assert.InRange(await trim, 598, 638);
        Assert.NotEmpty(await TemporaryStorage.ReadAsync(storage.Journal, 639));
    }

    [Fact]
    public async Task AnAppend_AllocatesLittle()
    {
        using var storage = _files.Open();
        await storage.Journal.BeginEpochAsync(TemporaryStorage.One, default);
        var batches = Enumerable.Range(0, 200).Select(i => TemporaryStorage.Batch(1 + (2 * i))).ToArray();
        foreach (var batch in batches[..100])
            await storage.Journal.AppendAsync(batch, TemporaryStorage.One, batch.FirstPosition - 1, default);

        // All threads are counted, those of other tests too: the least of ten rounds is the journal's.
        var least = long.MaxValue;
        foreach (var round in batches[100..].Chunk(10))
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            foreach (var batch in round)
                await storage.Journal.AppendAsync(batch, TemporaryStorage.One, batch.FirstPosition - 1, default);
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / round.Length);
        }

        // Of which the test's own await is a part; a copy of one batch alone would take more.
        Assert.InRange(least, 0, 900);
    }

    private static void Flip(string file, Random random)
    {
        var bytes = File.ReadAllBytes(file);
        // Behind what was written lies room of zeros, where nothing is read.
        var written = bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        bytes[random.Next(written)] ^= (byte)(1 << random.Next(8));
        File.WriteAllBytes(file, bytes);
    }

    private void Change(string sql)
    {
        using var connection = DatabaseFile.Open(_files.Path, SqliteOpenMode.ReadWrite);
        DatabaseFile.Execute(connection, sql);
        DatabaseFile.CheckpointAndTruncate(connection);
    }
}
