using System.Globalization;
using PhantomParadox.Redis.Connection;
using StackExchange.Redis;

namespace PhantomParadox.Redis.Archive;

/// <summary>The archive: records as <see cref="ArchiveCodec"/> encodes them, and sorted sets for what lists ask for.</summary>
internal sealed class RedisArchive : IArchive
{
    private readonly RedisKeys _keys;
    private readonly RedisLink _link;
    private readonly RedisShelf<JobRecord> _jobs;
    private readonly RedisShelf<DisputeRecord> _disputes;
    private readonly RedisPools _pools;
    private readonly RedisKey _proofs;

    public RedisArchive(RedisStorageOptions options, RedisLink link)
    {
        _keys = new RedisKeys(options.Market);
        _link = link;
        _jobs = new(link, _keys, "job", static bytes => ArchiveCodec.DecodeJob(bytes), Describe);
        _disputes = new(link, _keys, "dispute", static bytes => ArchiveCodec.DecodeDispute(bytes), Describe);
        _pools = new(link, _keys);
        _proofs = _keys.Archive("proof");
    }

    public async ValueTask WriteAsync(IReadOnlyList<JobRecord> jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        await _jobs.WriteAsync([.. jobs.Select(job => (job, ArchiveCodec.Encode(job)))], cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<JobRecord?> GetAsync(JobId job, CancellationToken cancellationToken) => _jobs.FindAsync(IdOf(job.Value), cancellationToken);

    public async ValueTask<ArchivePage> ListAsync(JobQuery query, long before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        // What has not ended is not here.
        if (query.OpenOnly)
            return new ArchivePage([], 0);
        List<string> indexes = [];
        if (query.Buyer is { } buyer)
            indexes.Add(BuyerIndex(buyer));
        if (query.AgentWallet is { } agent)
            indexes.Add(AgentIndex(agent));
        if (query.Status is { } status)
            indexes.Add(StatusIndex((int)status));
        if (query.Type is { } type)
            indexes.Add(TypeIndex(type));
        var (found, next) = await _jobs.ListAsync(
            indexes, before, query.CreatedFrom, query.CreatedBefore, query.Limit, job => Matches(job, query), cancellationToken).ConfigureAwait(false);
        return new ArchivePage(found, next);
    }

    public async ValueTask WriteDisputesAsync(IReadOnlyList<DisputeProof> disputes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(disputes);
        var proofs = disputes.Select(proof => new HashEntry(IdOf(proof.Dispute.Id.Value), ArchiveCodec.Encode(proof))).ToArray();
        await _disputes.WriteAsync(
            [.. disputes.Select(proof => (proof.Dispute, ArchiveCodec.Encode(proof.Dispute)))],
            cancellationToken,
            step => _ = step.HashSetAsync(_proofs, proofs)).ConfigureAwait(false);
    }

    public ValueTask<DisputeRecord?> GetDisputeAsync(DisputeId dispute, CancellationToken cancellationToken) =>
        _disputes.FindAsync(IdOf(dispute.Value), cancellationToken);

    public async ValueTask<DisputeProof?> GetProofAsync(DisputeId dispute, CancellationToken cancellationToken)
    {
        if (await GetDisputeAsync(dispute, cancellationToken).ConfigureAwait(false) is not { } record)
            return null;
        var database = await _link.GetAsync(cancellationToken).ConfigureAwait(false);
        var bytes = (byte[]?)await database.HashGetAsync(_proofs, IdOf(dispute.Value), CommandFlags.DemandMaster).ConfigureAwait(false);
        return bytes is null ? null : ArchiveCodec.DecodeProof(bytes, record);
    }

    public async ValueTask<ArchivedDisputes> ListDisputesAsync(DisputeQuery query, long before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        List<string> indexes = [];
        if (query.PartyWallet is { } party)
            indexes.Add(PartyIndex(party));
        if (query.Status is { } status)
            indexes.Add(StatusIndex((int)status));
        var (found, next) = await _disputes.ListAsync(
            indexes, before, query.CreatedFrom, query.CreatedBefore, query.Limit, dispute => Matches(dispute, query), cancellationToken).ConfigureAwait(false);
        return new ArchivedDisputes(found, next);
    }

    public ValueTask WritePoolAsync(DisputeId dispute, int round, ReadOnlyMemory<byte> pool, CancellationToken cancellationToken) =>
        _pools.WriteAsync(dispute, round, pool, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>> GetPoolAsync(DisputeId dispute, int round, CancellationToken cancellationToken) =>
        _pools.ReadAsync(dispute, round, cancellationToken);

    private static ArchiveLine Describe(JobRecord job)
    {
        List<string> indexes = [BuyerIndex(job.Spec.Buyer), StatusIndex((int)job.Status), TypeIndex(job.Spec.Type)];
        if (job.AgentWallet is { } agent)
            indexes.Add(AgentIndex(agent));
        return new ArchiveLine(IdOf(job.Id.Value), job.Ordinal, indexes);
    }

    private static ArchiveLine Describe(DisputeRecord dispute)
    {
        HashSet<string> indexes = [StatusIndex((int)dispute.Status), PartyIndex(dispute.Buyer)];
        if (dispute.AgentWallet is { } agent)
            indexes.Add(PartyIndex(agent));
        return new ArchiveLine(IdOf(dispute.Id.Value), dispute.Ordinal, [.. indexes]);
    }

    private static bool Matches(JobRecord job, JobQuery query) =>
        (query.Buyer is null || query.Buyer == job.Spec.Buyer)
        && (query.AgentWallet is null || query.AgentWallet == job.AgentWallet)
        && (query.Status is null || query.Status == job.Status)
        && (query.Type is null || query.Type == job.Spec.Type);

    private static bool Matches(DisputeRecord dispute, DisputeQuery query) =>
        (query.Status is null || query.Status == dispute.Status)
        && (query.PartyWallet is null || query.PartyWallet == dispute.Buyer || query.PartyWallet == dispute.AgentWallet)
        && (!query.UnresolvedOnly || dispute.Status is not (DisputeStatus.Resolved or DisputeStatus.Timeout));

    private static string BuyerIndex(string wallet) => "buyer:" + wallet;

    private static string AgentIndex(string wallet) => "agent:" + wallet;

    private static string PartyIndex(string wallet) => "party:" + wallet;

    private static string StatusIndex(int status) => string.Create(CultureInfo.InvariantCulture, $"status:{status}");

    private static string TypeIndex(JobType type) => string.Create(CultureInfo.InvariantCulture, $"type:{(int)type}");

    private static RedisValue IdOf(Guid id) => id.ToByteArray(bigEndian: true);
}
