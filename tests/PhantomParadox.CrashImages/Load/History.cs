namespace PhantomParadox.CrashImages.Load;

/// <summary>
/// What was written to a market's journal and what of it the world was told, each with the moment in the recording from which on that holds.
/// </summary>
/// <remarks>May be used by any thread while it is recorded; what is read later is read by its moments.</remarks>
internal sealed class History
{
    private readonly Lock _gate = new();
    private readonly List<WrittenBatch> _batches = [];
    private readonly List<(long Position, int At)> _acknowledged = [];
    private readonly Dictionary<JobId, ToldJob> _jobs = [];
    private readonly List<(JobId Job, int At)> _archived = [];
    private readonly List<WrittenSnapshot> _snapshots = [];

    /// <summary>What went wrong in the recording itself; empty where nothing did.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>All batches that were given to the journal, in order.</summary>
    public IReadOnlyList<WrittenBatch> Batches => _batches;

    public int Snapshots => _snapshots.Count;

    public int Archived => _archived.Count;

    public int Jobs => _jobs.Count;

    public void Written(EncodedBatch batch, int at)
    {
        lock (_gate)
            _batches.Add(new WrittenBatch(batch.FirstPosition, batch.LastPosition, batch.Bytes.ToArray(), batch.Hash.ToArray(), at));
    }

    public void Acknowledged(long position, int at)
    {
        lock (_gate)
            _acknowledged.Add((position, at));
    }

    /// <summary>Somebody was told of a job: in an answer, or because it was sent to an agent.</summary>
    public void Told(ToldJob job)
    {
        lock (_gate)
            _jobs.TryAdd(job.Id, job);
    }

    public void HasArchived(IEnumerable<JobId> jobs, int at)
    {
        lock (_gate)
            _archived.AddRange(jobs.Select(job => (job, at)));
    }

    public void HasSnapshot(SnapshotHeader header, int at)
    {
        lock (_gate)
            _snapshots.Add(new WrittenSnapshot(header.Position, at));
    }

    public void RemovesSnapshot(long position, int at)
    {
        lock (_gate)
        {
            foreach (var snapshot in _snapshots.Where(snapshot => snapshot.Position == position))
                snapshot.RemovedAt = at;
        }
    }

    public void Fault(string fault)
    {
        lock (_gate)
            Faults.Add(fault);
    }

    /// <summary>Position of the last event that had been acknowledged at a moment; 0 for none.</summary>
    public long AcknowledgedAt(int moment)
    {
        lock (_gate)
            return _acknowledged.Where(one => one.At <= moment).Select(one => one.Position).DefaultIfEmpty().Max();
    }

    /// <summary>Position of the last event that the journal had been given at a moment; 0 for none.</summary>
    public long WrittenAt(int moment)
    {
        lock (_gate)
            return _batches.Where(batch => batch.At <= moment).Select(batch => batch.Last).DefaultIfEmpty().Max();
    }

    public IReadOnlyList<ToldJob> JobsAt(int moment)
    {
        lock (_gate)
            return [.. _jobs.Values.Where(job => job.At <= moment)];
    }

    public IReadOnlyList<JobId> ArchivedAt(int moment)
    {
        lock (_gate)
            return [.. _archived.Where(one => one.At <= moment).Select(one => one.Job)];
    }

    /// <summary>Positions of the snapshots that were whole at a moment, and whose removal had not begun.</summary>
    public IReadOnlyList<long> SnapshotsAt(int moment)
    {
        lock (_gate)
            return [.. _snapshots.Where(snapshot => snapshot.At <= moment && snapshot.RemovedAt > moment).Select(snapshot => snapshot.Position)];
    }

    /// <summary>What is known at the beginning of the next recording, after a power cut at a moment that left the journal up to a position.</summary>
    public History After(int moment, long head)
    {
        var next = new History();
        next._batches.AddRange(_batches.Where(batch => batch.Last <= head).Select(batch => batch with { At = 0 }));
        next._acknowledged.Add((head, 0));
        foreach (var job in JobsAt(moment))
            next._jobs.Add(job.Id, job with { At = 0 });
        next._archived.AddRange(ArchivedAt(moment).Select(job => (job, 0)));
        next._snapshots.AddRange(SnapshotsAt(moment).Select(position => new WrittenSnapshot(position, 0)));
        return next;
    }
}

/// <summary>A batch that was given to the journal.</summary>
internal sealed record WrittenBatch(long First, long Last, byte[] Bytes, byte[] Hash, int At);

/// <summary>A job that somebody was told of.</summary>
internal sealed record ToldJob(JobId Id, string Buyer, string Description, ulong Amount, int At);

/// <summary>A snapshot that was written whole.</summary>
internal sealed record WrittenSnapshot(long Position, int At)
{
    /// <summary>When its removal began.</summary>
    public int RemovedAt { get; set; } = int.MaxValue;
}
