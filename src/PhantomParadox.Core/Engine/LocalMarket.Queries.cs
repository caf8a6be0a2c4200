using PhantomParadox.Agents;
using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;
using PhantomParadox.Queries;

namespace PhantomParadox;

/// <content>Queries.</content>
public sealed partial class LocalMarket
{
    /// <inheritdoc/>
    public ValueTask<Outcome<AgentRecord>> GetAgentAsync(AgentId agent, CancellationToken cancellationToken = default)
    {
        var id = Uuid.FromGuid(agent.Value);
        return AskAsync(
            new Query<AgentRecord>(
                market => market.Agents.TryFind(id, out var found) ? AgentRecords.Of(market, found.Slot) : null,
                RefusalCode.AgentNotFound,
                "There is no such agent."),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<AgentRecord>> FindAgentAsync(string wallet, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wallet);
        return AskAsync(
            new Query<AgentRecord>(
                market => market.Wallets.TryFind(wallet, out var found) && market.Wallets[found].Agent is > 0 and var link
                    ? AgentRecords.Of(market, link - 1)
                    : null,
                RefusalCode.AgentNotFound,
                "There is no agent of this wallet."),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<Page<AgentRecord>>> ListAgentsAsync(AgentQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ListAsync(query.Limit, query.Cursor, (market, before) => AgentLister.List(market, query, before), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<JobRecord>> GetJobAsync(JobId job, CancellationToken cancellationToken = default)
    {
        var id = Uuid.FromGuid(job.Value);
        var live = await AskAsync(
            new Query<JobRecord>(
                market => market.Jobs.TryFind(id, out var found) ? JobRecords.Of(market, found.Slot) : null,
                RefusalCode.JobNotFound,
                "There is no such job."),
            cancellationToken).ConfigureAwait(false);
        if (live.Refusal?.Code != RefusalCode.JobNotFound)
            return live;
        return await _archive.GetAsync(job, cancellationToken).ConfigureAwait(false) is { } archived
            ? new Outcome<JobRecord>(archived, live.Position)
            : live;
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<Page<JobRecord>>> ListJobsAsync(JobQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (Paging.Check(query.Limit, query.Cursor, query.CreatedFrom, query.CreatedBefore, out var before) is { } refusal)
            return new Outcome<Page<JobRecord>>(refusal, DurablePosition);
        var live = await AskAsync(
            new Query<LivePage<JobRecord>>(market => JobLister.List(market, query, before), RefusalCode.InternalError, ""),
            cancellationToken).ConfigureAwait(false);
        if (!live.IsAccepted)
            return new Outcome<Page<JobRecord>>(live.Refusal, live.Position);
        // Live first: a job that is archived in between is in both, and none is in neither.
        var archived = query.OpenOnly
            ? new ArchivePage([], 0)
            : await _archive.ListAsync(query, before, cancellationToken).ConfigureAwait(false);
        return new Outcome<Page<JobRecord>>(
            MergedPages.Merge(live.Value, archived.Jobs, archived.Next, static job => job.Ordinal, query.Limit), live.Position);
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<DisputeRecord>> GetDisputeAsync(DisputeId dispute, CancellationToken cancellationToken = default)
    {
        var id = Uuid.FromGuid(dispute.Value);
        var live = await AskAsync(
            new Query<DisputeRecord>(
                market => market.Disputes.TryFind(id, out var found) ? DisputeRecords.Of(market, found.Slot) : null,
                RefusalCode.DisputeNotFound,
                "There is no such dispute."),
            cancellationToken).ConfigureAwait(false);
        if (live.Refusal?.Code != RefusalCode.DisputeNotFound)
            return live;
        return await _archive.GetDisputeAsync(dispute, cancellationToken).ConfigureAwait(false) is { } archived
            ? new Outcome<DisputeRecord>(archived, live.Position)
            : live;
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<Page<DisputeRecord>>> ListDisputesAsync(DisputeQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (Paging.Check(query.Limit, query.Cursor, query.CreatedFrom, query.CreatedBefore, out var before) is { } refusal)
            return new Outcome<Page<DisputeRecord>>(refusal, DurablePosition);
        var live = await AskAsync(
            new Query<LivePage<DisputeRecord>>(market => DisputeLister.List(market, query, before), RefusalCode.InternalError, ""),
            cancellationToken).ConfigureAwait(false);
        if (!live.IsAccepted)
            return new Outcome<Page<DisputeRecord>>(live.Refusal, live.Position);
        // Live first, as with jobs.
        var archived = query.UnresolvedOnly
            ? new ArchivedDisputes([], 0)
            : await _archive.ListDisputesAsync(query, before, cancellationToken).ConfigureAwait(false);
        return new Outcome<Page<DisputeRecord>>(
            MergedPages.Merge(live.Value, archived.Disputes, archived.Next, static dispute => dispute.Ordinal, query.Limit), live.Position);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<JuryDuties>> GetDutiesAsync(AgentId agent, CancellationToken cancellationToken = default)
    {
        var id = Uuid.FromGuid(agent.Value);
        return AskAsync(new Query<JuryDuties>(market => DutyReader.Read(market, id), RefusalCode.InternalError, ""), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<DisputeProof>> GetProofAsync(DisputeId dispute, CancellationToken cancellationToken = default)
    {
        var id = Uuid.FromGuid(dispute.Value);
        var live = await AskAsync(
            new Query<ProofCopy>(market => ProofReader.Read(market, id), RefusalCode.DisputeNotFound, "There is no such dispute."),
            cancellationToken).ConfigureAwait(false);
        if (live.IsAccepted)
        {
            return new Outcome<DisputeProof>(
                await _proofs.BindAsync(live.Value, cancellationToken).ConfigureAwait(false), live.Position);
        }
        return live.Refusal.Code == RefusalCode.DisputeNotFound
            && await _archive.GetProofAsync(dispute, cancellationToken).ConfigureAwait(false) is { } archived
            ? new Outcome<DisputeProof>(archived, live.Position)
            : new Outcome<DisputeProof>(live.Refusal, live.Position);
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<DisputePool>> GetPoolAsync(DisputeId dispute, int? round = null, CancellationToken cancellationToken = default)
    {
        var id = Uuid.FromGuid(dispute.Value);
        var live = await AskAsync(
            new Query<CommittedPool>(
                market => PoolReader.Read(market, id, round), RefusalCode.DisputeNotFound, "There is no such dispute, or no such pool of it."),
            cancellationToken).ConfigureAwait(false);
        var pool = live.IsAccepted ? live.Value
            : live.Refusal.Code == RefusalCode.DisputeNotFound ? await ArchivedPoolAsync(dispute, round, cancellationToken).ConfigureAwait(false)
            : null;
        if (pool is null)
            return new Outcome<DisputePool>(live.Refusal!, live.Position);
        var candidates = pool.Candidates.IsEmpty
            ? await _archive.GetPoolAsync(dispute, pool.Round, cancellationToken).ConfigureAwait(false)
            : pool.Candidates;
        return candidates.IsEmpty
            ? new Outcome<DisputePool>(new Refusal(RefusalCode.DisputeNotFound, "The pool isn't kept any more."), live.Position)
            : new Outcome<DisputePool>(new DisputePool(dispute, pool, candidates), live.Position);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<IReadOnlyList<Balance>>> GetBalancesAsync(string wallet, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wallet);
        return AskAsync(
            new Query<IReadOnlyList<Balance>>(
                market => market.Wallets.TryFind(wallet, out var found) ? market.Ledger.BalancesOf(found.Slot) : [],
                RefusalCode.InternalError,
                ""),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<MarketStatistics>> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        AskAsync(new Query<MarketStatistics>(StatisticsReader.Read, RefusalCode.InternalError, ""), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<MarketEvent> WatchAsync(CancellationToken cancellationToken = default) => _loop.WatchAsync(cancellationToken);

    private async ValueTask<CommittedPool?> ArchivedPoolAsync(DisputeId dispute, int? round, CancellationToken cancellationToken)
    {
        var proof = await _archive.GetProofAsync(dispute, cancellationToken).ConfigureAwait(false);
        return proof?.Rounds.LastOrDefault(candidate => round is null || candidate.Number == round) is { PoolRoot.IsEmpty: false } found
            ? new CommittedPool(found.Number, new Digest(found.PoolRoot.Span), found.PoolCount, found.PoolTotal, ReadOnlyMemory<byte>.Empty)
            : null;
    }

    private ValueTask<Outcome<Page<T>>> ListAsync<T>(
        int limit, string? cursor, Func<Market, long, LivePage<T>> list, CancellationToken cancellationToken)
    {
        if (Paging.Check(limit, cursor, out var before) is { } refusal)
            return RefuseAsync<Page<T>>(refusal);
        return AskAsync(
            new Query<Page<T>>(
                market =>
                {
                    var page = list(market, before);
                    return new Page<T>(page.Items, Paging.CursorOf(page.Next));
                },
                RefusalCode.InternalError,
                ""),
            cancellationToken);
    }
}
