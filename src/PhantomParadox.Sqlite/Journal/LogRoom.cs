namespace PhantomParadox.Sqlite.Journal;

/// <summary>
/// Makes room for the write-ahead log before it is needed: a commit into a log that grows waits for the file system's own journal too,
/// one into room that was written before only for its bytes.
/// </summary>
/// <remarks>
/// Zeros behind the log's end are no frames to SQLite, whose frames carry the salt of the log's header. Only for who holds the lock, and
/// while nothing is written.
/// </remarks>
internal static class LogRoom
{
    private const int Step = 1 << 20;

    /// <summary>Fills the log's file with zeros, from its end up to a size.</summary>
    /// <param name="journal">The journal's path; it stands open in write-ahead mode.</param>
    /// <param name="size">Bytes that the log's file has at least afterwards.</param>
    /// <param name="notes">Told where there is no room: the journal works without.</param>
    public static void Make(string journal, long size, List<string> notes)
    {
        try
        {
            using var file = File.OpenHandle(journal + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            var end = RandomAccess.GetLength(file);
            if (end >= size)
                return;

            var zeros = new byte[Step];
            for (int length; end < size; end += length)
            {
                length = (int)Math.Min(Step, size - end);
                RandomAccess.Write(file, zeros.AsSpan(0, length), end);
            }

            RandomAccess.FlushToDisk(file);
        }
        catch (IOException error)
        {
            notes.Add($"No room for the journal's log could be made beforehand ({error.Message}); commits take longer.");
        }
    }
}
