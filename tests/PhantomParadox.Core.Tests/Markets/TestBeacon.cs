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

    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether values come at once; otherwise once they are released.</summary>
    public bool Reveals { get; set; } = true;

    /// <summary>Whether it gives no more references.</summary>
    public bool Refuses { get; set; }

    /// <summary>How many waits for a value fail.</summary>
    public int Failures { get; set; }

    /// <summary>Lets the values come that are waited for.</summary>
    public void Release() => _released.SetResult();

    public static Digest ValueOf(BeaconReference reference) => new(SHA256.HashData(Encoding.UTF8.GetBytes(reference.Name)));

    public ValueTask<BeaconReference> NextAsync(CancellationToken cancellationToken)
    {
        if (Refuses)
            throw new IOException("The source is used up.");
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
        if (Failures-- > 0)
            throw new IOException("The source can't be reached.");
        await _released.Task.WaitAsync(cancellationToken);
        return ValueOf(reference);
    }
}
