using System.Security.Cryptography;
using System.Text;

namespace PhantomParadox.Testing;

/// <summary>Chance for jury draws that can be late or withheld: a value is the hash of its reference. It outlives markets. Any thread may call it.</summary>
public sealed class FakeBeacon : IRandomBeacon
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _gives = true;
    private bool _reveals = true;
    private ulong _given;

    /// <summary>Whether there are references to be had; otherwise who asks waits. Default true.</summary>
    public bool Gives
    {
        get => _gives;
        set => Change(() => _gives = value);
    }

    /// <summary>Whether values come at once; otherwise who asks waits. Default true.</summary>
    public bool Reveals
    {
        get => _reveals;
        set => Change(() => _reveals = value);
    }

    /// <summary>The value of a reference: SHA-256 of its name.</summary>
    public static Digest ValueOf(BeaconReference reference) => new(SHA256.HashData(Encoding.UTF8.GetBytes(reference.Name)));

    /// <summary>Gives the next reference, if there is one to be had.</summary>
    /// <returns>Whether there is.</returns>
    public bool TryNext(out BeaconReference reference)
    {
        lock (_gate)
        {
            reference = _gives ? new BeaconReference($"fake:{++_given}", _given) : default;
            return _gives;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<BeaconReference> NextAsync(CancellationToken cancellationToken)
    {
        BeaconReference reference;
        while (!TryNext(out reference))
            await WaitAsync(() => _gives, cancellationToken).ConfigureAwait(false);
        return reference;
    }

    /// <inheritdoc/>
    public bool TryReveal(BeaconReference reference, out Digest value)
    {
        var reveals = _reveals;
        value = reveals ? ValueOf(reference) : default;
        return reveals;
    }

    /// <inheritdoc/>
    public async ValueTask<Digest> RevealAsync(BeaconReference reference, CancellationToken cancellationToken)
    {
        while (!_reveals)
            await WaitAsync(() => _reveals, cancellationToken).ConfigureAwait(false);
        return ValueOf(reference);
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        changed.SetResult();
    }

    private Task WaitAsync(Func<bool> isThere, CancellationToken cancellationToken)
    {
        lock (_gate)
            return isThere() ? Task.CompletedTask : _changed.Task.WaitAsync(cancellationToken);
    }
}
