using PhantomParadox.Sqlite;

namespace PhantomParadox.Cli;

/// <summary>Checks a copy of a market: every page, and a replay.</summary>
internal static class BackupCheck
{
    /// <exception cref="BackupInvalidException">Something is wrong; the message says what.</exception>
    public static async Task<CheckReport> RunAsync(string journal, int bucketWidth, TextWriter error, CancellationToken cancellationToken)
    {
        if (SqliteStorage.OpenRead(journal).FindDamage(cancellationToken) is { } damage)
            throw new BackupInvalidException(damage);
        var report = await JournalCheck.RunAsync(journal, bucketWidth, new Progress("check", error), cancellationToken).ConfigureAwait(false);
        return report.IsValid ? report : throw new BackupInvalidException(string.Join(Environment.NewLine, report.Failures));
    }
}
