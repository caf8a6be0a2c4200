using System.Security.Cryptography;

namespace PhantomParadox.Sqlite.Tests;

/// <summary>A folder for the files of one test, which goes with it.</summary>
internal sealed class TemporaryStorage : IDisposable
{
    public static readonly Epoch One = new(1, 11);

    private readonly string _folder = Directory.CreateTempSubdirectory("pp-sqlite-").FullName;
    private readonly List<SqliteStorage> _open = [];

    public string Path => System.IO.Path.Combine(_folder, "market.db");

    public string Snapshots => System.IO.Path.Combine(_folder, "market.snapshots.db");

    public string Archive => System.IO.Path.Combine(_folder, "market.archive.db");

    public SqliteStorage Open(Action<SqliteStorageOptions>? configure = null)
    {
        var options = new SqliteStorageOptions { Path = Path, ArchivePercent = 100, CheckpointBytes = 1 << 20 };
        configure?.Invoke(options);
        var storage = SqliteStorage.Open(options);
        _open.Add(storage);
        return storage;
    }

    /// <summary>A journal of batches of two events, closed in good order.</summary>
    public async Task<List<EncodedBatch>> FillAsync(int batches, int size = 1_000)
    {
        using var storage = Open();
        await storage.Journal.BeginEpochAsync(One, default);
        return await AppendAsync(storage.Journal, 1, batches, size);
    }

    public static async Task<List<EncodedBatch>> AppendAsync(IJournal journal, long first, int batches, int size = 1_000)
    {
        var appended = new List<EncodedBatch>();
        for (var i = 0; i < batches; i++)
        {
            var batch = Batch(first + (2 * i), size);
            await journal.AppendAsync(batch, One, batch.FirstPosition - 1, default);
            appended.Add(batch);
        }

        return appended;
    }

    public static EncodedBatch Batch(long first, int size = 1_000)
    {
        var bytes = new byte[size];
        new Random((int)first).NextBytes(bytes);
        return new EncodedBatch(bytes, first, 2);
    }

    public static async Task<List<byte[]>> ReadAsync(IJournal journal, long from = 1)
    {
        var read = new List<byte[]>();
        await foreach (var batch in journal.ReadAsync(from, default))
            read.Add(batch.ToArray());
        return read;
    }

    /// <summary>Copies the files as a crash at this moment would leave them.</summary>
    public TemporaryStorage Crashed()
    {
        var copy = new TemporaryStorage();
        foreach (var file in Directory.GetFiles(_folder).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var to = File.Create(System.IO.Path.Combine(copy._folder, System.IO.Path.GetFileName(file)));
            from.CopyTo(to);
        }

        return copy;
    }

    /// <summary>The bytes of all files but the lock, its mark, and SQLite's index of the log, which is made anew at each start.</summary>
    public Dictionary<string, string> Contents() => Directory.GetFiles(_folder)
        .Where(file => !file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal))
        .Where(file => !file.EndsWith(".mark", StringComparison.Ordinal))
        .Where(file => !file.EndsWith("-wal", StringComparison.Ordinal) || new FileInfo(file).Length > 0)
        .ToDictionary(file => file, file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))), StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (var storage in _open)
            storage.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
