using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using PhantomParadox.Cli;
using PhantomParadox.Sqlite;

namespace PhantomParadox.Hosts.Tests;

/// <summary>A folder for a market's files, and the tool on them; it goes with the test.</summary>
internal sealed class MarketFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("phantomparadox-").FullName;

    public string Path => In("market.db");

    public string In(string name) => System.IO.Path.Combine(_folder, name);

    /// <summary>Runs the tool.</summary>
    public static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Run(arguments, () => Stream.Null, output, error);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a market on the files.</summary>
    public async Task<RunningMarket> StartAsync(string? path = null, TimeProvider? time = null, long snapshotsEvery = 1_000_000, MarketOptions? options = null)
    {
        var storage = SqliteStorage.Open(new SqliteStorageOptions { Path = path ?? Path, ArchivePercent = 100, CheckpointBytes = 1L << 20 });
        var market = new LocalMarket(
            options ?? new MarketOptions { Snapshots = { EveryEvents = snapshotsEvery } },
            new MarketPorts
            {
                Journal = storage.Journal, Snapshots = storage.Snapshots, Archive = storage.Archive, Transport = NullAgentTransport.Instance,
                Time = time ?? TimeProvider.System,
            });
        await market.StartAsync(default);
        return new RunningMarket(market, storage);
    }

    /// <summary>A market with some jobs, stopped in good order.</summary>
    public async Task FillAsync(int jobs = 20)
    {
        await using var market = await StartAsync();
        for (var number = 0; number < jobs; number++)
            await market.PostAsync(number);
    }

    /// <summary>A market whose journal was trimmed, stopped in good order.</summary>
    public async Task FillAndTrimAsync()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var market = await StartAsync(time: time, snapshotsEvery: 1);
        var reader = SqliteStorage.OpenRead(Path);
        for (var number = 0; reader.ReadEnd().TrimmedTo == 0; number++)
        {
            await market.PostAsync(number);
            time.Advance(TimeSpan.FromSeconds(10));
        }
    }

    /// <summary>Changes the database behind the back of the library.</summary>
    public void Tamper(string sql, byte[]? bytes = null, long position = 0) => Tamper(Path, sql, bytes, position);

    /// <summary>Has a snapshot say that it is of another state.</summary>
    public void TamperSnapshot(long position) =>
        Tamper(In("market.snapshots.db"), "UPDATE snapshots SET state_hash = $bytes WHERE position = $position", new byte[32], position);

    private static void Tamper(string file, string sql, byte[]? bytes, long position)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$bytes", (object?)bytes ?? DBNull.Value);
        command.Parameters.AddWithValue("$position", position);
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    /// <summary>The batches of a journal.</summary>
    public static async Task<List<byte[]>> ReadAsync(string path)
    {
        var reader = SqliteStorage.OpenRead(path);
        var batches = new List<byte[]>();
        await foreach (var batch in reader.ReadJournalAsync(reader.ReadEnd().TrimmedTo + 1, default))
            batches.Add(batch.ToArray());
        return batches;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
