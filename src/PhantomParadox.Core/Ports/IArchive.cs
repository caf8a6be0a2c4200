namespace PhantomParadox;

/// <summary>Keeps jobs and disputes that have ended and left memory.</summary>
/// <remarks>Promises, each a test in the contract suite: writing a job or a dispute again replaces it, so that a write may be repeated;
/// a page is newest first by <see cref="JobRecord.Ordinal"/> or <see cref="DisputeRecord.Ordinal"/>, without gaps or doubles, and looks
/// at no more than 1,000 records. What is written can be counted on: ids are of version 7 and hold the millisecond of creation, which never
/// falls as ordinals grow, so that a span of time is one of the order of lists. <see cref="ArchiveCodec"/> turns what is kept into bytes.
/// </remarks>
public interface IArchive
{
    /// <summary>Keeps ended jobs; they can be read once this returns.</summary>
    /// <param name="jobs">At most 256 jobs.</param>
    /// <param name="cancellationToken">Gives up; repeat the call later.</param>
    ValueTask WriteAsync(IReadOnlyList<JobRecord> jobs, CancellationToken cancellationToken);

    /// <summary>Reads one job, or null where it isn't kept.</summary>
    ValueTask<JobRecord?> GetAsync(JobId job, CancellationToken cancellationToken);

    /// <summary>Keeps ended disputes with their proofs; they can be read once this returns. A dispute is written before its job.</summary>
    /// <param name="disputes">At most 64 disputes, each as the proof that holds its record.</param>
    /// <param name="cancellationToken">Gives up; repeat the call later.</param>
    ValueTask WriteDisputesAsync(IReadOnlyList<DisputeProof> disputes, CancellationToken cancellationToken);

    /// <summary>Reads one dispute without its proof, or null where it isn't kept.</summary>
    ValueTask<DisputeRecord?> GetDisputeAsync(DisputeId dispute, CancellationToken cancellationToken);

    /// <summary>Reads the proof of a dispute, its record included; null where it isn't kept.</summary>
    ValueTask<DisputeProof?> GetProofAsync(DisputeId dispute, CancellationToken cancellationToken);

    /// <summary>Lists disputes below an ordinal.</summary>
    /// <param name="query">The filters, those by time too, and the limit; its cursor is not used.</param>
    /// <param name="before">Only disputes whose ordinal is below this.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<ArchivedDisputes> ListDisputesAsync(DisputeQuery query, long before, CancellationToken cancellationToken);

    /// <summary>Keeps the pool of a jury draw; its root is published only once this returns.</summary>
    /// <param name="dispute">The dispute.</param>
    /// <param name="round">The round, from 0.</param>
    /// <param name="pool">The candidates, encoded.</param>
    /// <param name="cancellationToken">Gives up; repeat the call later.</param>
    ValueTask WritePoolAsync(DisputeId dispute, int round, ReadOnlyMemory<byte> pool, CancellationToken cancellationToken);

    /// <summary>Reads the pool of a jury draw byte by byte as it was written; empty where it isn't kept.</summary>
    ValueTask<ReadOnlyMemory<byte>> GetPoolAsync(DisputeId dispute, int round, CancellationToken cancellationToken);

    /// <summary>Lists jobs below an ordinal.</summary>
    /// <param name="query">The filters, those by time too, and the limit; its cursor is not used.</param>
    /// <param name="before">Only jobs whose ordinal is below this.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<ArchivePage> ListAsync(JobQuery query, long before, CancellationToken cancellationToken);
}

/// <summary>One page of the archive.</summary>
/// <param name="Jobs">The jobs, newest first.</param>
/// <param name="Next">All below this ordinal is still to be looked at; 0 at the end.</param>
public sealed record ArchivePage(IReadOnlyList<JobRecord> Jobs, long Next);

/// <summary>One page of the archive's disputes.</summary>
/// <param name="Disputes">The disputes, newest first.</param>
/// <param name="Next">All below this ordinal is still to be looked at; 0 at the end.</param>
public sealed record ArchivedDisputes(IReadOnlyList<DisputeRecord> Disputes, long Next);
