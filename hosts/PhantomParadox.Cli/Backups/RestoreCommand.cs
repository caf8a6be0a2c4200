using System.CommandLine;
using PhantomParadox.Sqlite;

namespace PhantomParadox.Cli;

/// <summary>The command <c>restore</c>.</summary>
internal static class RestoreCommand
{
    public static Command Command(TextWriter output, TextWriter error)
    {
        var from = new Option<string>("--from") { Description = "The folder of the backup.", Required = true };
        var path = new Option<string>("--path") { Description = "The journal's file to make. Nothing may lie there.", Required = true };
        var json = MarketWork.Json();
        var command = new Command("restore", "Makes a market on SQLite from a backup, to the exact state, where none lies.") { from, path, json };
        command.SetAction((parsed, cancel) => MarketWork.RunAsync(error, cancel, async token =>
        {
            var to = Path.GetFullPath(parsed.GetRequiredValue(path));
            var manifest = await RunAsync(Path.GetFullPath(parsed.GetRequiredValue(from)), to, error, token).ConfigureAwait(false);
            output.Write(parsed.GetValue(json) ? MarketJson.Of(manifest) : BackupText.Restored(manifest, to));
            if (parsed.GetValue(json))
                error.WriteLine(BackupText.Beacon);
            return ExitCode.Valid;
        }));
        return command;
    }

    // All that can be wrong with the backup is found before anything is made; then the same is asked of what was made.
    private static async Task<BackupManifest> RunAsync(string folder, string path, TextWriter error, CancellationToken cancellationToken)
    {
        var manifest = BackupManifest.Read(folder);
        foreach (var file in manifest.Files)
            await file.CheckAsync(folder, cancellationToken).ConfigureAwait(false);
        var copy = Path.Combine(folder, manifest.Journal);
        await CompareAsync(manifest, copy, error, cancellationToken).ConfigureAwait(false);
        SqliteStorage.Restore(copy, path);
        await CompareAsync(manifest, path, error, CancellationToken.None).ConfigureAwait(false);
        return manifest;
    }

    private static async Task CompareAsync(BackupManifest manifest, string journal, TextWriter error, CancellationToken cancellationToken)
    {
        var check = await BackupCheck.RunAsync(journal, manifest.BucketWidth, error, cancellationToken).ConfigureAwait(false);
        if ((check.Position, check.BatchHash, check.StateHash) != (manifest.Position, manifest.BatchHash, manifest.StateHash))
            throw new BackupInvalidException(
                $"'{journal}' leads to state {check.StateHash} at position {check.Position}; the manifest says {manifest.StateHash} at {manifest.Position}.");
    }
}
