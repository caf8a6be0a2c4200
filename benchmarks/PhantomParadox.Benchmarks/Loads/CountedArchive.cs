namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Counts the jobs that another archive is given.</summary>
internal sealed class CountedArchive(IArchive inner) : IArchive
{
    private long _written;

    /// <summary>Jobs written so far.</summary>
    public long Written => Interlocked.Read(ref _written);

    public async ValueTask WriteAsync(IReadOnlyList<JobRecord> jobs, CancellationToken cancellationToken)
    {
        await inner.WriteAsync(jobs, cancellationToken);
        Interlocked.Add(ref _written, jobs.Count);
    }

    public ValueTask<JobRecord?> GetAsync(JobId job, CancellationToken cancellationToken) => inner.GetAsync(job, cancellationToken);

    public ValueTask<ArchivePage> ListAsync(JobQuery query, long before, CancellationToken cancellationToken) =>
        inner.ListAsync(query, before, cancellationToken);

    public ValueTask WriteDisputesAsync(IReadOnlyList<DisputeProof> disputes, CancellationToken cancellationToken) =>
        inner.WriteDisputesAsync(disputes, cancellationToken);

    public ValueTask<DisputeRecord?> GetDisputeAsync(DisputeId dispute, CancellationToken cancellationToken) =>
        inner.GetDisputeAsync(dispute, cancellationToken);

    public ValueTask<DisputeProof?> GetProofAsync(DisputeId dispute, CancellationToken cancellationToken) =>
        inner.GetProofAsync(dispute, cancellationToken);

    public ValueTask<ArchivedDisputes> ListDisputesAsync(DisputeQuery query, long before, CancellationToken cancellationToken) =>
        inner.ListDisputesAsync(query, before, cancellationToken);

    public ValueTask WritePoolAsync(DisputeId dispute, int round, ReadOnlyMemory<byte> pool, CancellationToken cancellationToken) =>
        inner.WritePoolAsync(dispute, round, pool, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>> GetPoolAsync(DisputeId dispute, int round, CancellationToken cancellationToken) =>
        inner.GetPoolAsync(dispute, round, cancellationToken);
}
