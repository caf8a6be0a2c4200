using System.Diagnostics;
using System.Security.Cryptography;
using PhantomParadox.Benchmarks.Loads;
using PhantomParadox.Sqlite;

namespace PhantomParadox.Benchmarks;

/// <summary>What the journal adds to SQLite: the same bytes in the same commits, bare and through the seam, one after the other.</summary>
internal static class JournalSqliteVerb
{
    private static readonly (int Bytes, int Events)[] Commits = [(600, 2), (60_000, 300), (600_000, 3_000)];

    public static async Task RunAsync(string? folder, int seconds)
    {
        var root = Directory.CreateDirectory(Path.Combine(folder ?? Path.GetTempPath(), "pp-journal-" + Guid.NewGuid().ToString("N"))).FullName;
        try
        {
            Console.WriteLine($"SQLite {SqliteStorage.LibraryVersion}, {seconds} s each, in {root}");
            foreach (var (bytes, events) in Commits)
            {
                var time = TimeSpan.FromSeconds(seconds);
                using var file = new SyncedFile(Path.Combine(root, $"raw{bytes}"));
                using var table = new BareTable(Path.Combine(root, $"bare{bytes}.db"));
                var synced = Repeat(time, () => file.Append(bytes));
                var bare = Repeat(time, () => table.Append(bytes));
                var ours = await AppendAsync(Path.Combine(root, $"ours{bytes}", "market.db"), bytes, events, time);
                Console.WriteLine($"{bytes:N0} bytes a commit: {(double)ours.Count / bare.Count:N2} of bare");
                Console.WriteLine($"  write + fsync  {Figures(synced, bytes, time)}");
                Console.WriteLine($"  bare SQLite    {Figures(bare, bytes, time)}");
                Console.WriteLine($"  journal        {Figures(ours, bytes, time)}");
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static string Figures(List<long> ticks, int bytes, TimeSpan time) =>
        $"{ticks.Count / time.TotalSeconds,8:N0} commits/s {ticks.Count * (double)bytes / time.TotalSeconds / (1 << 20),6:N0} MiB/s  {Distribution.Of(ticks)}";

    private static async Task<List<long>> AppendAsync(string path, int size, int events, TimeSpan time)
    {
        using var storage = SqliteStorage.Open(new SqliteStorageOptions { Path = path });
        var epoch = new Epoch(1, 1);
        await storage.Journal.BeginEpochAsync(epoch, default);
        var bytes = RandomNumberGenerator.GetBytes(size);
        var ticks = new List<long>();
        var position = 0L;
        for (var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency); Stopwatch.GetTimestamp() < end;)
        {
            var began = Stopwatch.GetTimestamp();
            position = await storage.Journal.AppendAsync(new EncodedBatch(bytes, position + 1, events), epoch, position, default);
            ticks.Add(Stopwatch.GetTimestamp() - began);
        }

        return ticks;
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
