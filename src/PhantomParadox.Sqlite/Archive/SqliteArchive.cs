using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Archive;

/// <summary>An archive in a file of its own: what it writes never stands in the journal's way but for the disk they share.</summary>
internal sealed class SqliteArchive : IArchive, IDisposable
{
    // The ends of the indexes, one for each buyer and agent, are written again and again: into the file only once for many times.
    private const int CheckpointPages = 16_384;

    private const string Cache = "PRAGMA cache_size=-65536";

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly ArchiveWriter _table;
    private readonly Worker _writer = new("PhantomParadox archive");
    private readonly ConcurrentBag<ArchiveReader> _readers = [];
    private int _disposed;

    private SqliteArchive(string path, SqliteConnection connection, int percent)
    {
        (_path, _connection) = (path, connection);
        _table = new ArchiveWriter(connection, percent);
    }

    /// <exception cref="SqliteStorageException">The file is something else, of another format, or damaged.</exception>
    /// <exception cref="IOException">It can't be read or written.</exception>
    public static SqliteArchive Open(string path, int percent)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = SideFile.Open(path, ArchiveSchema.ApplicationId, ArchiveSchema.Format, ArchiveSchema.Tables, CheckpointPages);
            DatabaseFile.Execute(connection, Cache);
            return new SqliteArchive(path, connection, percent);
        }
        catch (SqliteException error)
        {
            connection?.Dispose();
            throw Faults.IsDamage(error)
                ? new SqliteStorageException($"'{path}' is damaged, or no archive: {error.Message} It holds ended jobs that are nowhere else; put a copy in its place.", error)
                : Faults.Io($"'{path}' can't be opened", error);
        }
    }

    public ValueTask WriteAsync(IReadOnlyList<JobRecord> jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        return WriteAsync(() => _table.Write(jobs, cancellationToken), cancellationToken);
    }

    public ValueTask WriteDisputesAsync(IReadOnlyList<DisputeProof> disputes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(disputes);
        return WriteAsync(() => _table.Write(disputes, cancellationToken), cancellationToken);
    }

    public ValueTask WritePoolAsync(DisputeId dispute, int round, ReadOnlyMemory<byte> pool, CancellationToken cancellationToken) =>
        WriteAsync(() => _table.WritePool(dispute.Value, round, pool, cancellationToken), cancellationToken);

    public ValueTask<JobRecord?> GetAsync(JobId job, CancellationToken cancellationToken) => new(Read(
        reader => reader.Record("SELECT record FROM jobs WHERE id = ?1", job.Value) is { } record ? ArchiveCodec.DecodeJob(record) : null,
        cancellationToken));

    public ValueTask<DisputeRecord?> GetDisputeAsync(DisputeId dispute, CancellationToken cancellationToken) => new(Read(
        reader => reader.Record("SELECT record FROM disputes WHERE id = ?1", dispute.Value) is { } record ? ArchiveCodec.DecodeDispute(record) : null,
        cancellationToken));

    public ValueTask<DisputeProof?> GetProofAsync(DisputeId dispute, CancellationToken cancellationToken) =>
        new(Read(reader => reader.Proof(dispute.Value), cancellationToken));

    public ValueTask<ReadOnlyMemory<byte>> GetPoolAsync(DisputeId dispute, int round, CancellationToken cancellationToken) =>
        new(Read(reader => reader.Pool(dispute.Value, round), cancellationToken));

    public ValueTask<ArchivePage> ListAsync(JobQuery query, long before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (found, next) = Read(reader => reader.Jobs(query, before), cancellationToken);
        return new(new ArchivePage(found, next));
    }

    public ValueTask<ArchivedDisputes> ListDisputesAsync(DisputeQuery query, long before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (found, next) = Read(reader => reader.Disputes(query, before), cancellationToken);
        return new(new ArchivedDisputes(found, next));
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        _writer.Dispose();
        _table.Dispose();
        while (_readers.TryTake(out var reader))
            reader.Dispose();
        DatabaseFile.CheckpointAndTruncate(_connection);
        _connection.Dispose();
    }

    private async ValueTask WriteAsync(Action write, CancellationToken cancellationToken)
    {
        try
        {
            await _writer.CallAsync(
                () =>
                {
                    write();
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException error)
        {
            throw Faults.Io($"'{_path}' can't be written", error);
        }
    }

    // As many readers as ever read at once.
    private T Read<T>(Func<ArchiveReader, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var reader = _readers.TryTake(out var idle) ? idle : new ArchiveReader(_path);
            try
            {
                return read(reader);
            }
            finally
            {
                _readers.Add(reader);
            }
        }
        catch (SqliteException error)
        {
            throw Faults.Io($"'{_path}' can't be read", error);
        }
    }
}
