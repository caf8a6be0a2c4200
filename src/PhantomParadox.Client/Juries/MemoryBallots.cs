using System.Collections.Concurrent;

namespace PhantomParadox.Client;

/// <summary>Keeps ballots as long as the client lives.</summary>
internal sealed class MemoryBallots : IBallotStore
{
    private readonly ConcurrentDictionary<string, SealedBallot> _ballots = new(StringComparer.Ordinal);

    public Task SaveAsync(SealedBallot ballot, CancellationToken cancellationToken)
    {
        _ballots[ballot.DisputeId] = ballot;
        return Task.CompletedTask;
    }

    public Task<SealedBallot?> LoadAsync(string disputeId, CancellationToken cancellationToken) =>
        Task.FromResult(_ballots.GetValueOrDefault(disputeId));

    public Task RemoveAsync(string disputeId, CancellationToken cancellationToken)
    {
        _ballots.TryRemove(disputeId, out _);
        return Task.CompletedTask;
    }
}
