using PhantomParadox.CrashCampaign.Running;

namespace PhantomParadox.CrashCampaign.Payouts;

/// <summary>Waits in a relay for the moment to kill the host, and holds the request that it is about until that is done.</summary>
/// <param name="moment">The moment.</param>
/// <param name="times">Which of such moments since the start; 1 is the first.</param>
internal sealed class Trap(KillMoment moment, int times)
{
    private readonly TaskCompletionSource _sprung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = times;

    /// <summary>Completes when the moment has come.</summary>
    public Task Sprung => _sprung.Task;

    /// <summary>Whether the host is to live on for an instant: what it does next is the moment.</summary>
    public bool IsJustBefore => moment is KillMoment.Signing or KillMoment.Learning;

    /// <summary>Lets the held request go.</summary>
    public void Release() => _released.TrySetResult();

    public Task WatchAsync(string method, RelayPlace place)
    {
        if (MomentOf(method, place) != moment || Interlocked.Decrement(ref _left) != 0)
            return Task.CompletedTask;
        _sprung.TrySetResult();
        return IsJustBefore ? Task.CompletedTask : _released.Task;
    }

    private static KillMoment? MomentOf(string method, RelayPlace place) => (method, place) switch
    {
        ("simulateTransaction", RelayPlace.Asked) => KillMoment.Trying,
        ("getLatestBlockhash", RelayPlace.Answered) => KillMoment.Signing,
        ("sendTransaction", RelayPlace.Asked) => KillMoment.Sending,
        ("sendTransaction", RelayPlace.Answered) => KillMoment.Sent,
        ("getSignatureStatuses", RelayPlace.Asked) => KillMoment.Looking,
        ("getSignatureStatuses", RelayPlace.Answered) => KillMoment.Learning,
        _ => null,
    };
}
