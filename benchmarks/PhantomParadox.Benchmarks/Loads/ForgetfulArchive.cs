namespace PhantomParadox.Benchmarks.Loads;

/// <summary>An archive that keeps nothing.</summary>
internal sealed class ForgetfulArchive : IArchive
{
    public ValueTask WriteAsync(IReadOnlyList<JobRecord> jobs, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<JobRecord?> GetAsync(JobId job, CancellationToken cancellationToken) => new((JobRecord?)null);

    public ValueTask<ArchivePage> ListAsync(JobQuery query, long before, CancellationToken cancellationToken) =>
        new(new ArchivePage([], 0));

    public ValueTask WriteDisputesAsync(IReadOnlyList<DisputeProof> disputes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<DisputeRecord?> GetDisputeAsync(DisputeId dispute, CancellationToken cancellationToken) => new((DisputeRecord?)null);

    public ValueTask<DisputeProof?> GetProofAsync(DisputeId dispute, CancellationToken cancellationToken) => new((DisputeProof?)null);

    public ValueTask<ArchivedDisputes> ListDisputesAsync(DisputeQuery query, long before, CancellationToken cancellationToken) =>
        new(new ArchivedDisputes([], 0));

    public ValueTask WritePoolAsync(DisputeId dispute, int round, ReadOnlyMemory<byte> pool, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    public ValueTask<ReadOnlyMemory<byte>> GetPoolAsync(DisputeId dispute, int round, CancellationToken cancellationToken) =>
        new(ReadOnlyMemory<byte>.Empty);
}
