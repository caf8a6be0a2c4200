using System.Diagnostics;
using System.Globalization;
using PhantomParadox.Benchmarks.Loads;
using PhantomParadox.Sqlite;

namespace PhantomParadox.Benchmarks;

/// <summary>How long a market takes to start, by how many jobs are open and how many have ended. Each start is a process of its own.</summary>
internal static class StartUpVerb
{
    private const int Starts = 3;

    /// <param name="path">The journal's file; it is made, or aged further.</param>
    /// <param name="open">Jobs that stay open.</param>
    /// <param name="ended">How many have ended at each look, growing.</param>
    public static async Task RunAsync(string path, int open, IReadOnlyList<long> ended)
    {
        var before = 0L;
        foreach (var count in ended)
        {
            var began = Stopwatch.GetTimestamp();
            await AgedStorage.AgeAsync(path, open, count - before);
            Console.WriteLine($"{count:N0} ended; made in {Stopwatch.GetElapsedTime(began).TotalSeconds:N0} s; {Sizes(path)}");
            (open, before) = (0, count);
            for (var i = 0; i < Starts; i++)
                await InAProcessAsync(path);
        }
    }

    /// <summary>Starts a market, and says how long that took.</summary>
    public static async Task StartAsync(string path)
    {
        var began = Stopwatch.GetTimestamp();
        await using var storage = SqliteStorage.Open(new SqliteStorageOptions { Path = path });
        var opened = Stopwatch.GetElapsedTime(began);
        await using var market = new LocalMarket(
            new MarketOptions(),
            new MarketPorts
            {
                Journal = storage.Journal, Archive = storage.Archive, Snapshots = storage.Snapshots, Transport = NullAgentTransport.Instance,
            });
        await market.StartAsync(default);
        var took = Stopwatch.GetElapsedTime(began);
        var recovery = market.Recovery!;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  started in {took.TotalSeconds:N2} s (files {opened.TotalSeconds:N2} s), {recovery.Position - recovery.SnapshotPosition:N0} events behind the snapshot of {recovery.SnapshotPosition:N0}; at most {MostResident() / 1024:N0} MiB resident"));
    }

    private static async Task InAProcessAsync(string path)
    {
        var dll = typeof(StartUpVerb).Assembly.Location;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [dll, "start-up-once", "--path", path]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The start ended with {process.ExitCode}.");
    }

    private static string Sizes(string path) => string.Join(", ", Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(path))!)
        .Select(file => new FileInfo(file))
        .Where(file => file.Length > 1 << 20)
        .Select(file => $"{file.Name} {file.Length >> 20:N0} MiB"));

    // In KiB, as Linux counts it.
    private static long MostResident() => File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => long.Parse(line["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture))
        .Single();
}
