using Microsoft.Data.Sqlite;
using PhantomParadox.Contracts;
using PhantomParadox.Sqlite.Archive;
using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Tests;

public sealed class SideFileTests : IDisposable
{
    private readonly TemporaryStorage _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task ASnapshotThatACrashCutOff_IsNotOffered_AndItsPiecesGo()
    {
        var written = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        using var running = _files.Open();
        using var stop = new CancellationTokenSource();
        await running.Snapshots.WriteAsync(new SnapshotHeader(1, new byte[32]), Pieces(100), default);
        var writing = running.Snapshots.WriteAsync(new SnapshotHeader(2, new byte[32]), CutOff(), stop.Token).AsTask();
        await written.Task;
        using var crashed = _files.Crashed();

        using (var storage = crashed.Open())
        {
            Assert.Equal([1L], from header in await storage.Snapshots.ListAsync(default) select header.Position);
            await storage.Snapshots.WriteAsync(new SnapshotHeader(3, new byte[32]), Pieces(10), default);
        }

        using (var connection = DatabaseFile.Open(crashed.Snapshots, SqliteOpenMode.ReadWrite))
            Assert.Equal(110, DatabaseFile.ReadNumber(connection, "SELECT count(*) FROM pieces"));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);

        async IAsyncEnumerable<ReadOnlyMemory<byte>> CutOff()
        {
            await foreach (var piece in Pieces(50))
                yield return piece;
            written.SetResult();
            await never.Task.WaitAsync(stop.Token);
        }
    }

    [Fact]
    public async Task ADamagedPieceTable_IsSaid()
    {
        using (var storage = _files.Open())
            await storage.Snapshots.WriteAsync(new SnapshotHeader(1, new byte[32]), Pieces(10), default);
        using (var connection = DatabaseFile.Open(_files.Snapshots, SqliteOpenMode.ReadWrite))
            DatabaseFile.Execute(connection, "DELETE FROM pieces WHERE id % 16777216 = 5");

        using var again = _files.Open();

        await Assert.ThrowsAsync<SnapshotCorruptException>(async () =>
        {
            await foreach (var piece in again.Snapshots.ReadAsync(1, default))
                Assert.Equal(1_000, piece.Length);
        });
    }

    public static TheoryData<string> Lists => new()
    {
        ArchiveQueries.Jobs(new JobQuery()),
        ArchiveQueries.Jobs(new JobQuery { Buyer = "a", AgentWallet = "b" }),
        ArchiveQueries.Jobs(new JobQuery { AgentWallet = "b", Status = JobStatus.Failed }),
        ArchiveQueries.Jobs(new JobQuery { Status = JobStatus.Failed, Type = JobType.Relay }),
        ArchiveQueries.Jobs(new JobQuery { Type = JobType.Relay }),
        ArchiveQueries.Disputes(new DisputeQuery()),
        ArchiveQueries.Disputes(new DisputeQuery { PartyWallet = "a" }),
        ArchiveQueries.Disputes(new DisputeQuery { Status = DisputeStatus.Timeout }),
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void AList_IsReadFromAnIndex_WithoutSorting(string sql)
    {
        using var storage = _files.Open();
        using var connection = DatabaseFile.Open(_files.Archive, SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        using var plan = command.ExecuteReader();
        var steps = 0;
        for (; plan.Read(); steps++)
            Assert.DoesNotContain("TEMP B-TREE", plan.GetString(3), StringComparison.Ordinal);
        Assert.NotEqual(0, steps);
    }

    [Fact]
    public async Task TheArchive_OutlastsARestart_AndACrash()
    {
        var running = _files.Open();
        await running.Archive.WriteDisputesAsync([ArchiveSamples.Proof], default);
        await running.Archive.WriteAsync([ArchiveSamples.Job], default);
        using var crashed = _files.Crashed();
        running.Dispose();

        foreach (var files in new[] { _files, crashed })
        {
            using var storage = files.Open();
            Assert.NotNull(await storage.Archive.GetAsync(ArchiveSamples.Job.Id, default));
            Assert.NotNull(await storage.Archive.GetProofAsync(ArchiveSamples.Dispute.Id, default));
        }
    }

    [Fact]
    public async Task ADisputeOfOtherParties_IsNotFoundUnderTheOldOnes()
    {
        using var storage = _files.Open();
        await storage.Archive.WriteDisputesAsync([ArchiveSamples.Proof], default);
        var changed = ArchiveSamples.Proof with { Dispute = ArchiveSamples.Dispute with { Buyer = "zoe" } };
        await storage.Archive.WriteDisputesAsync([changed], default);

        Assert.Empty((await storage.Archive.ListDisputesAsync(new DisputeQuery { PartyWallet = ArchiveSamples.Dispute.Buyer }, long.MaxValue, default)).Disputes);
        Assert.Single((await storage.Archive.ListDisputesAsync(new DisputeQuery { PartyWallet = "zoe" }, long.MaxValue, default)).Disputes);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return new byte[1_000];
        }
    }
}
