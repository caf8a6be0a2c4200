using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>The least that makes bytes durable: a file that is written and synced, and a table of SQLite with its log synced at each commit.</summary>
internal static class BareAppend
{
    /// <summary>Writes into a file whose room was made before, and syncs each time.</summary>
    public static List<long> Sync(string path, int size, TimeSpan time)
    {
        const long room = 256 << 20;
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, preallocationSize: room);
        var bytes = RandomNumberGenerator.GetBytes(size);
        for (var at = 0L; at < room; at += 1 << 20)
            RandomAccess.Write(file, new byte[1 << 20], at);
        RandomAccess.FlushToDisk(file);
        var offset = 0L;
        return Repeat(time, () =>
        {
            RandomAccess.Write(file, bytes, offset);
            RandomAccess.FlushToDisk(file);
            offset = offset + (2 * size) > room ? 0 : offset + size;
        });
    }

    /// <summary>Inserts a row a commit, with SQLite's own checkpoints.</summary>
    public static List<long> Sqlite(string path, int size, TimeSpan time)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE batches (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO batches (bytes) VALUES ($bytes)";
        command.Parameters.AddWithValue("$bytes", RandomNumberGenerator.GetBytes(size));
        command.Prepare();
        return Repeat(time, () => command.ExecuteNonQuery());
    }

    private static List<long> Repeat(TimeSpan time, Action append)
    {
        var ticks = new List<long>();
        for (var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency); Stopwatch.GetTimestamp() < end;)
        {
            var began = Stopwatch.GetTimestamp();
            append();
            ticks.Add(Stopwatch.GetTimestamp() - began);
        }

        return ticks;
    }
}
