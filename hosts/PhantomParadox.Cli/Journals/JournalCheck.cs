using PhantomParadox.Sqlite;

namespace PhantomParadox.Cli;

/// <summary>What a check of a journal found.</summary>
internal sealed record CheckReport
{
    public required string Path { get; init; }

    public bool IsValid => Failures.Count == 0;

    /// <summary>Position of the last event that was trimmed; the events up to there are held by snapshots only.</summary>
    public required long TrimmedTo { get; init; }

    /// <summary>Position of the snapshot that the replay began from; 0 where it began before the first event.</summary>
    public required long ReplayedFrom { get; init; }

    public required long Position { get; init; }

    public required long Batches { get; init; }

    public required string BatchHash { get; init; }

    /// <summary>SHA-256 of the state at <see cref="Position"/>.</summary>
    public required string StateHash { get; init; }

    /// <summary>Positions of the snapshots that were read back and hold the state that the replay has there.</summary>
    public required IReadOnlyList<long> Snapshots { get; init; }

    public required IReadOnlyList<string> Failures { get; init; }
}

/// <summary>Checks a market's journal and snapshots by doing all of it again.</summary>
internal sealed class JournalCheck
{
    private readonly SqliteStorageReader _storage;
    private readonly int _bucketWidth;
    private readonly Progress _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly List<string> _failures = [];
    private readonly List<SnapshotHeader> _good = [];
    private readonly JournalReader _reader = new();
    private MarketReplay _replay;
    private long _replayedFrom;
    private long _batches;

    private JournalCheck(SqliteStorageReader storage, int bucketWidth, Progress progress, CancellationToken cancellationToken)
    {
        (_storage, _bucketWidth, _progress, _cancellationToken) = (storage, bucketWidth, progress, cancellationToken);
        _replay = NewReplay();
    }

    public static async Task<CheckReport> RunAsync(string path, int bucketWidth, Progress progress, CancellationToken cancellationToken)
    {
        var storage = SqliteStorage.OpenRead(path);
        for (var tries = 1; ; tries++)
        {
            var acknowledged = storage.AcknowledgedPosition;
            var (head, trimmed) = storage.ReadEnd();
            var report = await new JournalCheck(storage, bucketWidth, progress, cancellationToken)
                .RunAsync(acknowledged, head, trimmed).ConfigureAwait(false);
            if (report.IsValid || tries == TrimUnderWay.MostTries
                || !await TrimUnderWay.HasEndedAsync(
                    () => new(storage.ReadEnd().TrimmedTo), trimmed, TimeProvider.System, cancellationToken).ConfigureAwait(false))
                return report;
        }
    }

    private MarketReplay NewReplay() => new(MarketWork.Numbers(_bucketWidth));

    private async Task<CheckReport> RunAsync(long acknowledged, JournalHead head, long trimmed)
    {
        if (acknowledged > head.Position)
            _failures.Add($"Position {head.Position + 1}: the journal ends at {head.Position}, and {acknowledged} was acknowledged: its end is lost.");
        await ReadSnapshotsAsync(trimmed).ConfigureAwait(false);
        try
        {
            await FollowAsync(head, trimmed).ConfigureAwait(false);
            _replay.Audit();
        }
        catch (JournalCorruptException error)
        {
            _failures.Add(error.Message);
        }

        return new CheckReport
        {
            Path = _storage.Path,
            TrimmedTo = trimmed,
            ReplayedFrom = _replayedFrom,
            Position = _replay.Position,
            Batches = _batches,
            BatchHash = Convert.ToHexStringLower(_replay.BatchHash.Span),
            // After a failure nobody knows what the state is.
            StateHash = _failures.Count == 0 ? Convert.ToHexStringLower(_replay.ComputeStateHash(_cancellationToken)) : "",
            Snapshots = [.. _good.Select(snapshot => snapshot.Position)],
            Failures = _failures,
        };
    }

    // One state in memory at a time; the one to begin from is read last, and again, so that it is the one that stays.
    private async Task ReadSnapshotsAsync(long trimmed)
    {
        foreach (var snapshot in await ListAsync().ConfigureAwait(false))
        {
            if (await TryLoadAsync(snapshot).ConfigureAwait(false))
                _good.Insert(0, snapshot);
        }

        _replay = NewReplay();
        if (trimmed == 0)
            return;
        if (_good.Find(snapshot => snapshot.Position >= trimmed) is not { } first)
        {
            _failures.Add($"Position {trimmed}: the journal was trimmed up to here, and no snapshot that holds leads to what is left.");
            return;
        }

        _replay.Load(_storage.Snapshots, first, _cancellationToken);
        _replayedFrom = first.Position;
    }

    private async Task<bool> TryLoadAsync(SnapshotHeader snapshot)
    {
        try
        {
            NewReplay().Load(_storage.Snapshots, snapshot, _cancellationToken);
            return true;
        }
        catch (SnapshotCorruptException error)
        {
            // A running host removes old ones.
            if ((await ListAsync().ConfigureAwait(false)).Any(still => still.Position == snapshot.Position))
                _failures.Add($"Snapshot {snapshot.Position}: {error.Message}");
            return false;
        }
    }

    private ValueTask<IReadOnlyList<SnapshotHeader>> ListAsync() => _storage.Snapshots.ListAsync(_cancellationToken);

    private async Task FollowAsync(JournalHead head, long trimmed)
    {
        var position = trimmed;
        await foreach (var bytes in _storage.ReadJournalAsync(trimmed + 1, _cancellationToken).ConfigureAwait(false))
        {
            if (position >= head.Position)
                break;
            var batch = _reader.Read(bytes);
            position = batch.LastPosition;
            _batches++;
            if (_failures.Count == 0 || _replay.Position > 0 || trimmed == 0)
                Replay(batch, bytes.Span);
            _progress.Report(position - trimmed, head.Position - trimmed);
        }

        if (position < head.Position)
            _failures.Add($"Position {position + 1}: the journal ends here, and {head.Position} was its end at the start.");
    }

    private void Replay(JournalBatch batch, ReadOnlySpan<byte> bytes)
    {
        if (batch.FirstPosition <= _replay.Position)
            return;
        _replay.Apply(bytes);
        if (_good.Find(snapshot => snapshot.Position == _replay.Position) is { } there
            && !there.StateHash.Span.SequenceEqual(_replay.ComputeStateHash(_cancellationToken)))
        {
            _failures.Add($"Snapshot {there.Position}: it holds another state than the journal leads to. Was --bucket-width that of the host?");
        }
    }
}
