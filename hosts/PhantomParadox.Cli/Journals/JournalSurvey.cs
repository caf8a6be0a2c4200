using PhantomParadox.Sqlite;

namespace PhantomParadox.Cli;

/// <summary>What a journal holds.</summary>
internal sealed record JournalReport
{
    public required string Path { get; init; }

    public int? Format { get; init; }

    /// <summary>Bytes of all files.</summary>
    public required long Size { get; init; }

    public required long TrimmedTo { get; init; }

    public required long FirstPosition { get; init; }

    public required long LastPosition { get; init; }

    public required long AcknowledgedPosition { get; init; }

    public required long Batches { get; init; }

    public required IReadOnlyList<ulong> Terms { get; init; }

    public DateTimeOffset? FirstAt { get; init; }

    public DateTimeOffset? LastAt { get; init; }

    public required IReadOnlyList<long> Snapshots { get; init; }

    public required IReadOnlyDictionary<string, long> Events { get; init; }
}

/// <summary>Reads a whole journal once to say what it holds.</summary>
internal static class JournalSurvey
{
    public static async Task<JournalReport> MakeAsync(string path, Progress progress, CancellationToken cancellationToken)
    {
        var storage = SqliteStorage.OpenRead(path);
        var (head, trimmed) = storage.ReadEnd();
        var reader = new JournalReader();
        var events = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var terms = new List<ulong>();
        JournalBatch? first = null;
        JournalBatch? last = null;
        var batches = 0L;
        await foreach (var bytes in storage.ReadJournalAsync(trimmed + 1, cancellationToken).ConfigureAwait(false))
        {
            if (last is not null && last.LastPosition >= head.Position)
                break;
            var batch = reader.Read(bytes);
            foreach (var happened in batch.Events)
                events[happened.Type] = events.GetValueOrDefault(happened.Type) + 1;
            if (terms.Count == 0 || terms[^1] != batch.Epoch.Term)
                terms.Add(batch.Epoch.Term);
            first ??= batch;
            last = batch;
            batches++;
            progress.Report(batch.LastPosition - trimmed, head.Position - trimmed);
        }

        return new JournalReport
        {
            Path = storage.Path,
            Format = last?.Format,
            Size = storage.Bytes,
            TrimmedTo = trimmed,
            FirstPosition = first?.FirstPosition ?? 0,
            LastPosition = last?.LastPosition ?? 0,
            AcknowledgedPosition = storage.AcknowledgedPosition,
            Batches = batches,
            Terms = terms,
            FirstAt = first?.FirstAt,
            LastAt = last?.LastAt,
            Snapshots = [.. (await storage.Snapshots.ListAsync(cancellationToken).ConfigureAwait(false)).Select(snapshot => snapshot.Position)],
            Events = events,
        };
    }
}
