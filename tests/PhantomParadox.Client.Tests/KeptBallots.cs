using System.Collections.Concurrent;
using PhantomParadox.EndToEnd;

namespace PhantomParadox.Client.Tests;

/// <summary>Ballots that outlive the client that sealed them.</summary>
internal sealed class KeptBallots : IBallotStore
{
    private readonly TaskCompletionSource _emptied = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentDictionary<string, SealedBallot> All { get; } = new();

    /// <summary>Waits until a ballot was taken out.</summary>
    public async Task EmptyAsync()
    {
        await _emptied.Task.WaitAsync(MarketServer.Patience);
        Xunit.Assert.Empty(All);
    }

    public Task SaveAsync(SealedBallot ballot, CancellationToken cancellationToken)
    {
        All[ballot.DisputeId] = ballot;
        return Task.CompletedTask;
    }

    public Task<SealedBallot?> LoadAsync(string disputeId, CancellationToken cancellationToken) => Task.FromResult(All.GetValueOrDefault(disputeId));

    public Task RemoveAsync(string disputeId, CancellationToken cancellationToken)
    {
        if (All.TryRemove(disputeId, out _))
            _emptied.TrySetResult();
        return Task.CompletedTask;
    }
}
