using PhantomParadox.CrashImages.Recording;

namespace PhantomParadox.CrashImages.Load;

/// <summary>Notes which jobs the archive has taken.</summary>
internal sealed class WatchedArchive(IArchive archive, DiskRecorder recorder, History history) : IArchive
{
    public async ValueTask WriteAsync(IReadOnlyList<JobRecord> jobs, CancellationToken cancellationToken)
    {
        await archive.WriteAsync(jobs, cancellationToken).ConfigureAwait(false);
        history.HasArchived(jobs.Select(job => job.Id), recorder.Count);
    }

    public ValueTask<JobRecord?> GetAsync(JobId job, CancellationToken cancellationToken) => archive.GetAsync(job, cancellationToken);

    public ValueTask WriteDisputesAsync(IReadOnlyList<DisputeProof> disputes, CancellationToken cancellationToken) =>
        archive.WriteDisputesAsync(disputes, cancellationToken);

    public ValueTask<DisputeRecord?> GetDisputeAsync(DisputeId dispute, CancellationToken cancellationToken) =>
        archive.GetDisputeAsync(dispute, cancellationToken);

    public ValueTask<DisputeProof?> GetProofAsync(DisputeId dispute, CancellationToken cancellationToken) =>
        archive.GetProofAsync(dispute, cancellationToken);

    public ValueTask<ArchivedDisputes> ListDisputesAsync(DisputeQuery query, long before, CancellationToken cancellationToken) =>
        archive.ListDisputesAsync(query, before, cancellationToken);

    public ValueTask WritePoolAsync(DisputeId dispute, int round, ReadOnlyMemory<byte> pool, CancellationToken cancellationToken) =>
        archive.WritePoolAsync(dispute, round, pool, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>> GetPoolAsync(DisputeId dispute, int round, CancellationToken cancellationToken) =>
        archive.GetPoolAsync(dispute, round, cancellationToken);

    public ValueTask<ArchivePage> ListAsync(JobQuery query, long before, CancellationToken cancellationToken) =>
        archive.ListAsync(query, before, cancellationToken);
}
