using System.CommandLine;
using PhantomParadox.Sqlite;

namespace PhantomParadox.Cli;

/// <summary>The command <c>backup</c>.</summary>
internal static class BackupCommand
{
    public static Command Command(TextWriter output, TextWriter error)
    {
        var (path, json, width) = (MarketWork.Path(), MarketWork.Json(), MarketWork.BucketWidth());
        var to = new Option<string>("--to") { Description = "The folder of the backup, which must be empty; it is made.", Required = true };
        var command = new Command("backup", "Copies a market on SQLite, running or stopped, as it is at one moment, and checks the copy.")
        {
            path, to, width, json,
        };
        command.SetAction((parsed, cancel) => MarketWork.RunAsync(error, cancel, async token =>
        {
            var manifest = await RunAsync(
                parsed.GetRequiredValue(path), parsed.GetRequiredValue(to), parsed.GetRequiredValue(width), error, token).ConfigureAwait(false);
            output.Write(parsed.GetValue(json) ? MarketJson.Of(manifest) : BackupText.Made(manifest, Path.GetFullPath(parsed.GetRequiredValue(to))));
            return ExitCode.Valid;
        }));
        return command;
    }

    private static async Task<BackupManifest> RunAsync(
        string path, string folder, int bucketWidth, TextWriter error, CancellationToken cancellationToken)
    {
        var progress = new Progress("copy", error);
        SqliteCopy? copy = null;
        var began = false;
        try
        {
            copy = SqliteStorage.OpenRead(path).CopyTo(
                folder,
                (_, done, all) =>
                {
                    began = true;
                    progress.Report(done, all);
                },
                cancellationToken);
            var manifest = await DescribeAsync(copy, bucketWidth, error, cancellationToken).ConfigureAwait(false);
            manifest.Write(folder);
            return manifest;
        }
        catch
        {
            // The folder was empty: what is in it now is an unfinished copy, which nobody should take for a backup.
            if (copy is not null || began)
                Empty(folder);
            throw;
        }
    }

    private static async Task<BackupManifest> DescribeAsync(
        SqliteCopy copy, int bucketWidth, TextWriter error, CancellationToken cancellationToken)
    {
        var check = await BackupCheck.RunAsync(copy.Journal, bucketWidth, error, cancellationToken).ConfigureAwait(false);
        if (check.Position != copy.Head.Position)
            throw new BackupInvalidException($"The copy ends at position {check.Position}, and {copy.Head.Position} was copied.");
        var files = new List<BackupFile>();
        foreach (var file in copy.Files)
            files.Add(await BackupFile.OfAsync(file, cancellationToken).ConfigureAwait(false));
        return new BackupManifest
        {
            MadeAt = TimeProvider.System.GetUtcNow(),
            Journal = Path.GetFileName(copy.Journal),
            Position = check.Position,
            BatchHash = check.BatchHash,
            StateHash = check.StateHash,
            BucketWidth = bucketWidth,
            TrimmedTo = copy.TrimmedTo,
            Files = files,
        };
    }

    private static void Empty(string folder)
    {
        foreach (var file in Directory.GetFiles(folder))
            File.Delete(file);
    }
}
