using System.CommandLine;
using PhantomParadox.Sqlite;

namespace PhantomParadox.Cli;

/// <summary>What the commands on a market's files share: their options, and how they end.</summary>
internal static class MarketWork
{
    public const string DefaultPath = "data/market.db";

    public static Option<string> Path(string description = "The journal's file. Default data/market.db.") =>
        new("--path") { Description = description, DefaultValueFactory = _ => DefaultPath };

    public static Option<bool> Json() => new("--json") { Description = "Write the report as JSON." };

    public static Option<int> BucketWidth()
    {
        var width = new Option<int>("--bucket-width")
        {
            Description = "Scheduling:BucketWidth of the market's host, 1 to 100, which is part of the state's hash. Default 5.",
            DefaultValueFactory = _ => new SchedulingOptions().BucketWidth,
        };
        width.Validators.Add(found =>
        {
            if (found.GetValueOrDefault<int>() is < 1 or > 100)
                found.AddError("--bucket-width must be from 1 to 100.");
        });
        return width;
    }

    public static MarketOptions Numbers(int bucketWidth) => new() { Scheduling = { BucketWidth = bucketWidth } };

    /// <summary>Runs work on a thread of the pool, so that the one that listens for Ctrl+C is free, and tells how it ended.</summary>
    public static Task<int> RunAsync(TextWriter error, CancellationToken cancellationToken, Func<CancellationToken, Task<int>> work) => Task.Run(
        async () =>
        {
            try
            {
                return await work(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                error.WriteLine("Cancelled.");
                return ExitCode.Cancelled;
            }
            catch (Exception wrong) when (wrong is JournalCorruptException or SnapshotCorruptException or BackupInvalidException)
            {
                error.WriteLine(wrong.Message);
                return ExitCode.Invalid;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SqliteStorageException or SnapshotVersionException)
            {
                error.WriteLine(fault.Message);
                return ExitCode.Unreadable;
            }
        },
        CancellationToken.None);
}
