namespace PhantomParadox;

/// <summary>An archive in memory that keeps the newest jobs: for tests, and for hosts whose market may be forgotten with the process.</summary>
/// <remarks>All members may be called from any thread.</remarks>
public sealed class MemoryArchive : IArchive
{
    private const int MostLookedAt = 1_000;

    // A pool of a million candidates takes some 30 MB.
    private const int MostPools = 8;

    private readonly Lock _gate = new();
    private readonly SortedSet<long> _ordinals = [];
    private readonly Dictionary<long, JobRecord> _byOrdinal = [];
    private readonly Dictionary<JobId, long> _byId = [];
    private readonly Dictionary<(DisputeId Dispute, int Round), byte[]> _pools = [];
    private readonly Queue<(DisputeId Dispute, int Round)> _poolOrder = new();
    private readonly int _capacity;

    /// <summary>Makes an empty archive.</summary>
    /// <param name="capacity">Jobs kept; beyond it those posted first go first. Default 100,000; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is negative.</exception>
    public MemoryArchive(int capacity = 100_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _capacity = capacity;
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyList<JobRecord> jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (var job in jobs)
            {
                if (_byId.TryGetValue(job.Id, out var before))
                    Remove(before);
                _byId[job.Id] = job.Ordinal;
                _byOrdinal[job.Ordinal] = job;
                _ordinals.Add(job.Ordinal);
            }

            while (_ordinals.Count > _capacity)
                Remove(_ordinals.Min);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<JobRecord?> GetAsync(JobId job, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return new(_byId.TryGetValue(job, out var ordinal) ? _byOrdinal[ordinal] : null);
    }

    /// <inheritdoc/>
    public ValueTask WritePoolAsync(DisputeId dispute, int round, ReadOnlyMemory<byte> pool, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_pools.TryAdd((dispute, round), pool.ToArray()))
                _poolOrder.Enqueue((dispute, round));
            while (_poolOrder.Count > MostPools)
                _pools.Remove(_poolOrder.Dequeue());
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> GetPoolAsync(DisputeId dispute, int round, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return new(_pools.TryGetValue((dispute, round), out var pool) ? pool : default(ReadOnlyMemory<byte>));
    }

    /// <inheritdoc/>
    public ValueTask<ArchivePage> ListAsync(JobQuery query, long before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        var found = new List<JobRecord>();
        if (before <= 1)
            return new(new ArchivePage(found, 0));

        lock (_gate)
        {
            var looked = 0;
            var last = 0L;
            foreach (var ordinal in _ordinals.GetViewBetween(1, before - 1).Reverse())
            {
                // There is one more: the page ends above it.
                if (looked == MostLookedAt || found.Count == query.Limit)
                    return new(new ArchivePage(found, last));

                looked++;
                last = ordinal;
                if (Matches(_byOrdinal[ordinal], query))
                    found.Add(_byOrdinal[ordinal]);
            }
        }

        return new(new ArchivePage(found, 0));
    }

    private static bool Matches(JobRecord job, JobQuery query) =>
        (query.Buyer is null || query.Buyer == job.Spec.Buyer)
        && (query.AgentWallet is null || query.AgentWallet == job.AgentWallet)
        && (query.Status is null || query.Status == job.Status)
        && (query.Type is null || query.Type == job.Spec.Type)
        && (!query.OpenOnly || job.Status is JobStatus.Pending or JobStatus.Assigned or JobStatus.InProgress);

    private void Remove(long ordinal)
    {
        _ordinals.Remove(ordinal);
        if (_byOrdinal.Remove(ordinal, out var job))
            _byId.Remove(job.Id);
    }
}
