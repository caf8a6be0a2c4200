using System.Security.Cryptography;
using System.Text;

namespace PhantomParadox.Core.Tests.Markets;

/// <summary>Chance without a chain: a value is the hash of its reference.</summary>
internal sealed class TestBeacon(int first = 0) : IRandomBeacon
{
    private const int AtHand = 4;

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _given;

    /// <summary>References given, by earlier hosts too.</summary>
    public int Given => first + _given;

    /// <summary>Ends when references are at hand.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Whether values come at once; otherwise never.</summary>
    public bool Reveals { get; set; } = true;

    public static Digest ValueOf(BeaconReference reference) => new(SHA256.HashData(Encoding.UTF8.GetBytes(reference.Name)));

    public ValueTask<BeaconReference> NextAsync(CancellationToken cancellationToken)
    {
        var index = first + Interlocked.Increment(ref _given);
        if (index == first + AtHand)
            _ready.TrySetResult();
        return new(new BeaconReference($"test:{index}", (ulong)index));
    }

    public bool TryReveal(BeaconReference reference, out Digest value)
    {
        value = Reveals ? ValueOf(reference) : default;
        return Reveals;
    }

    public async ValueTask<Digest> RevealAsync(BeaconReference reference, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return default;
    }
}
