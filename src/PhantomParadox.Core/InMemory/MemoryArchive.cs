using PhantomParadox.InMemory;
using PhantomParadox.Queries;

namespace PhantomParadox;

/// <summary>An archive in memory that keeps the newest jobs: for tests, and for hosts whose market may be forgotten with the process.</summary>
/// <remarks>All members may be called from any thread.</remarks>
public sealed class MemoryArchive : IArchive
{
    // A pool of a million candidates takes some 30 MB.
    private const long MostPoolBytes = 256 << 20;

    // A proof takes up to 100 kB.
    private const int JobsPerDispute = 50;
    private const int FewestDisputes = 100;

    private readonly Lock _gate = new();
    private readonly MemoryShelf<JobId, JobRecord> _jobs;
    private readonly MemoryShelf<DisputeId, DisputeProof> _disputes;
    private readonly Dictionary<(DisputeId Dispute, int Round), byte[]> _pools = [];
    private readonly Queue<(DisputeId Dispute, int Round)> _poolOrder = new();
    private long _poolBytes;

    /// <summary>Makes an empty archive.</summary>
    /// <param name="capacity">
    /// Jobs kept; beyond it those posted first go first. Default 100,000; 0 or more. Of disputes it keeps a fiftieth as many, and at
    /// least 100.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is negative.</exception>
    public MemoryArchive(int capacity = 100_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _jobs = new(capacity, static job => job.CreatedAt);
        _disputes = new(Math.Max(capacity / JobsPerDispute, FewestDisputes), static proof => proof.Dispute.CreatedAt);
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyList<JobRecord> jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (var job in jobs)
                _jobs.Put(job.Id, job.Ordinal, job);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<JobRecord?> GetAsync(JobId job, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return new(_jobs.Find(job));
    }

    /// <inheritdoc/>
    public ValueTask<ArchivePage> ListAsync(JobQuery query, long before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var span = CreatedSpan.Of(query.CreatedFrom, query.CreatedBefore);
            var (found, next) = _jobs.List(before, span, query.Limit, job => Matches(job, query));
            return new(new ArchivePage(found, next));
        }
    }

    /// <inheritdoc/>
    public ValueTask WriteDisputesAsync(IReadOnlyList<DisputeProof> disputes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(disputes);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (var proof in disputes)
                _disputes.Put(proof.Dispute.Id, proof.Dispute.Ordinal, proof);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<DisputeRecord?> GetDisputeAsync(DisputeId dispute, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return new(_disputes.Find(dispute)?.Dispute);
    }

    /// <inheritdoc/>
    public ValueTask<DisputeProof?> GetProofAsync(DisputeId dispute, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return new(_disputes.Find(dispute));
    }

    /// <inheritdoc/>
    public ValueTask<ArchivedDisputes> ListDisputesAsync(DisputeQuery query, long before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var span = CreatedSpan.Of(query.CreatedFrom, query.CreatedBefore);
            var (found, next) = _disputes.List(before, span, query.Limit, proof => Matches(proof.Dispute, query));
            return new(new ArchivedDisputes([.. found.Select(proof => proof.Dispute)], next));
        }
    }

    /// <inheritdoc/>
    public ValueTask WritePoolAsync(DisputeId dispute, int round, ReadOnlyMemory<byte> pool, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!_pools.TryAdd((dispute, round), pool.ToArray()))
                return ValueTask.CompletedTask;
            _poolOrder.Enqueue((dispute, round));
            for (_poolBytes += pool.Length; _poolBytes > MostPoolBytes && _poolOrder.Count > 1;)
            {
                _pools.Remove(_poolOrder.Dequeue(), out var oldest);
                _poolBytes -= oldest!.Length;
            }
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

    private static bool Matches(JobRecord job, JobQuery query) =>
        (query.Buyer is null || query.Buyer == job.Spec.Buyer)
        && (query.AgentWallet is null || query.AgentWallet == job.AgentWallet)
        && (query.Status is null || query.Status == job.Status)
        && (query.Type is null || query.Type == job.Spec.Type)
        && (!query.OpenOnly || job.Status is JobStatus.Pending or JobStatus.Assigned or JobStatus.InProgress);

    private static bool Matches(DisputeRecord dispute, DisputeQuery query) =>
        (query.Status is null || query.Status == dispute.Status)
        && (query.PartyWallet is null || query.PartyWallet == dispute.Buyer || query.PartyWallet == dispute.AgentWallet)
        && (!query.UnresolvedOnly || dispute.Status is not (DisputeStatus.Resolved or DisputeStatus.Timeout));
}
