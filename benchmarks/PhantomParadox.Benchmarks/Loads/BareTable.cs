using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>A table of SQLite that takes a row a commit, its log synced at each, with SQLite's own checkpoints.</summary>
internal sealed class BareTable : IBareLog
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter _row;
    private readonly byte[] _bytes = RandomNumberGenerator.GetBytes(4 << 20);

    public BareTable(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE batches (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);";
        _insert.ExecuteNonQuery();
        _insert.CommandText = "INSERT INTO batches (bytes) VALUES ($bytes)";
        _row = _insert.Parameters.Add("$bytes", SqliteType.Blob);
        _row.Value = _bytes;
        _insert.Prepare();
    }

    /// <summary>Inserts one row of at most 4 MiB.</summary>
    public void Append(int size)
    {
        _row.Value = _bytes;
        _row.Size = size;
        _insert.ExecuteNonQuery();
    }

    public Task AppendAsync(int size)
    {
        Append(size);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
