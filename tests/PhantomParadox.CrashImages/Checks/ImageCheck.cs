using PhantomParadox.CrashImages.Load;
using PhantomParadox.Sqlite;
using PhantomParadox.Testing;

namespace PhantomParadox.CrashImages.Checks;

/// <summary>Starts a market from the files that a power cut left, and holds what is there against what was written and told.</summary>
/// <param name="folder">Where the files lie.</param>
/// <param name="history">What was written and told.</param>
/// <param name="moment">When the power went.</param>
/// <param name="hashes">The state hash of each position at which a batch ends.</param>
/// <param name="now">The market's time.</param>
internal sealed class ImageCheck(string folder, History history, int moment, StateHashes hashes, DateTimeOffset now)
{
    /// <summary>Position at which the journal of the image ends; known once it was looked at.</summary>
    public long Head { get; private set; }

    /// <summary>Position of the snapshot that the start used; 0 for none.</summary>
    public long FromSnapshot { get; private set; }

    /// <summary>Looks.</summary>
    /// <exception cref="PromiseBrokenException">Something is lost, invented, or can't be read.</exception>
    public async Task RunAsync()
    {
        try
        {
            await LookAsync();
        }
        catch (Exception error) when (error is not PromiseBrokenException)
        {
            throw new PromiseBrokenException($"{error.GetType().Name}: {error.Message}", error);
        }
    }

    private async Task LookAsync()
    {
        using var storage = MarketGround.Open(folder);
        var head = await storage.Journal.ReadHeadAsync(CancellationToken.None);
        Head = head.Position;
        That(Head >= history.AcknowledgedAt(moment), $"the journal ends at {Head}; {history.AcknowledgedAt(moment)} was acknowledged");
        That(Head <= history.WrittenAt(moment), $"the journal ends at {Head}; nothing behind {history.WrittenAt(moment)} was written");

        var reader = SqliteStorage.OpenRead(MarketGround.Path(folder));
        var (_, trimmed) = reader.ReadEnd();
        await CompareAsync(storage.Journal, trimmed);
        await ReplayAsync(storage, history.SnapshotsAt(moment));
        await StartAsync(storage);
        That(reader.FindDamage() is null, reader.FindDamage() ?? "");
    }

    private async Task CompareAsync(IJournal journal, long trimmed)
    {
        var expected = history.Batches.SkipWhile(batch => batch.Last <= trimmed).TakeWhile(batch => batch.Last <= Head).ToList();
        var index = 0;
        await foreach (var batch in journal.ReadAsync(trimmed + 1, CancellationToken.None))
        {
            That(
                index < expected.Count && batch.Span.SequenceEqual(expected[index].Bytes),
                $"batch {index} behind {trimmed} is not the one that was written");
            index++;
        }
        That(index == expected.Count, $"{index} batches are left of {expected.Count}");
    }

    // Each snapshot that was whole is there, is the state that the journal led to, and leads with the rest of the journal to its end.
    private async Task ReplayAsync(SqliteStorage storage, IReadOnlyList<long> whole)
    {
        var headers = await storage.Snapshots.ListAsync(CancellationToken.None);
        foreach (var position in whole)
            That(headers.Any(header => header.Position == position), $"the snapshot of position {position} is gone");
        foreach (var header in headers)
            That(header.StateHash.Span.SequenceEqual(hashes.At(header.Position)), $"the snapshot of position {header.Position} is another state");

        var replay = new MarketReplay(MarketGround.Options);
        if (headers.Count > 0)
            replay.Load(storage.Snapshots, headers[0]);
        await foreach (var batch in storage.Journal.ReadAsync(replay.Position + 1, CancellationToken.None))
            replay.Apply(batch.Span);
        replay.Audit();
        That(replay.ComputeStateHash().AsSpan().SequenceEqual(hashes.At(Head)), $"the state of position {Head} is another one");
    }

    private async Task StartAsync(SqliteStorage storage)
    {
        await using var market = new LocalMarket(MarketGround.Looking, new MarketPorts
        {
            Journal = storage.Journal,
            Snapshots = storage.Snapshots,
            Archive = storage.Archive,
            Transport = NullAgentTransport.Instance,
            Beacon = new FakeBeacon(),
            Time = new VirtualTime(now),
        });
        await market.StartAsync(CancellationToken.None);
        var recovery = market.Recovery!;
        FromSnapshot = recovery.SnapshotPosition;
        That(recovery.Unusable.Count == 0, string.Join("; ", recovery.Unusable));
        That(recovery.Position == Head, $"the market begins at {recovery.Position}; the journal ended at {Head}");
        var asked = history.JobsAt(moment).Select(told => (told, Job: market.GetJobAsync(told.Id).AsTask())).ToList();
        foreach (var (told, job) in asked)
        {
            var found = await job;
            That(found.IsAccepted, $"{told.Id} is gone, which somebody was told of");
            var spec = found.Value.Spec;
            That(
                spec.Buyer == told.Buyer && spec.Description == told.Description && spec.Amount == told.Amount, $"{told.Id} is another job");
        }
        foreach (var job in history.ArchivedAt(moment))
            That(await storage.Archive.GetAsync(job, CancellationToken.None) is not null, $"{job} is gone from the archive");
        await market.StopAsync(CancellationToken.None);
        That(market.Condition == MarketCondition.Stopped, "the market doesn't go on");
        That(market.DurablePosition > Head, "the market has written nothing");
    }

    private static void That(bool holds, string otherwise)
    {
        if (!holds)
            throw new PromiseBrokenException(otherwise);
    }
}
