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
        if (Paging.Check(query.Limit, query.Cursor, out var before) is { } refusal)
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
        return new Outcome<Page<JobRecord>>(JobPages.Merge(live.Value, archived, query.Limit), live.Position);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeRecord>> GetDisputeAsync(DisputeId dispute, CancellationToken cancellationToken = default)
    {
        var id = Uuid.FromGuid(dispute.Value);
        return AskAsync(
            new Query<DisputeRecord>(
                market => market.Disputes.TryFind(id, out var found) ? DisputeRecords.Of(market, found.Slot) : null,
                RefusalCode.DisputeNotFound,
                "There is no such dispute."),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<Page<DisputeRecord>>> ListDisputesAsync(DisputeQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ListAsync(query.Limit, query.Cursor, (market, before) => DisputeLister.List(market, query, before), cancellationToken);
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
        var proof = await AskAsync(
            new Query<DisputeProof>(market => ProofReader.Read(market, id), RefusalCode.DisputeNotFound, "There is no such dispute."),
            cancellationToken).ConfigureAwait(false);
        return proof.IsAccepted
            ? new Outcome<DisputeProof>(await WithPathsAsync(proof.Value, cancellationToken).ConfigureAwait(false), proof.Position)
            : proof;
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

    /// <inheritdoc/>
    public async ValueTask<Outcome<DisputePool>> GetPoolAsync(DisputeId dispute, int? round = null, CancellationToken cancellationToken = default)
    {
        var id = Uuid.FromGuid(dispute.Value);
        var committed = await AskAsync(
            new Query<CommittedPool>(
                market => PoolReader.Read(market, id, round), RefusalCode.DisputeNotFound, "There is no such dispute, or no such pool of it."),
            cancellationToken).ConfigureAwait(false);
        if (!committed.IsAccepted)
            return new Outcome<DisputePool>(committed.Refusal, committed.Position);
        var pool = committed.Value;
        var candidates = pool.Candidates.IsEmpty
            ? await _archive.GetPoolAsync(dispute, pool.Round, cancellationToken).ConfigureAwait(false)
            : pool.Candidates;
        return candidates.IsEmpty
            ? new Outcome<DisputePool>(new Refusal(RefusalCode.DisputeNotFound, "The pool isn't kept any more."), committed.Position)
            : new Outcome<DisputePool>(new DisputePool(dispute, pool, candidates), committed.Position);
    }

    // Pools that are too large for the journal are read from the archive, and hashed again off the loop.
    private async ValueTask<DisputeProof> WithPathsAsync(DisputeProof proof, CancellationToken cancellationToken)
    {
        var rounds = new List<RoundProof>();
        foreach (var round in proof.Rounds)
        {
            if (round.Hits.Count == 0 || round.PoolCount <= RoundPool.MostInJournal)
            {
                rounds.Add(round);
                continue;
            }
            var bytes = await _archive.GetPoolAsync(proof.Dispute.Id, round.Number, cancellationToken).ConfigureAwait(false);
            rounds.Add(bytes.IsEmpty
                ? round
                : await Task.Run(() => ProofReader.WithPool(round, RoundPool.Read(bytes.Span)), cancellationToken).ConfigureAwait(false));
        }
        return proof with { Rounds = rounds };
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
