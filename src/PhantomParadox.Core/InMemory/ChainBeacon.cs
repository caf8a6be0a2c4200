namespace PhantomParadox;

/// <summary>
/// A beacon on a hash chain that lives as long as the process: its tip is new at every start. It binds everyone but its operator, who
/// knows the secret.
/// </summary>
/// <remarks>Computing the chain takes 2²⁰ hashes; that happens in the background, at the first call.</remarks>
public sealed class ChainBeacon : IRandomBeacon
{
    private readonly Lock _gate = new();
    private readonly Lazy<Task<HashChainBeacon>> _chain;
    private readonly Dictionary<string, Digest> _revealed = new(StringComparer.Ordinal);

    /// <summary>Makes a beacon.</summary>
    /// <param name="secret">32 random bytes that nobody else knows.</param>
    /// <param name="next">The first index that was never given away: 1 for a new chain.</param>
    public ChainBeacon(ReadOnlyMemory<byte> secret, int next = 1) =>
        _chain = new Lazy<Task<HashChainBeacon>>(() => Task.Run(() => new HashChainBeacon(secret.Span, next)));

    /// <summary>What is published first of the chain.</summary>
    public async ValueTask<Digest> GetTipAsync() => (await _chain.Value.ConfigureAwait(false)).Tip;

    /// <inheritdoc/>
    public async ValueTask<BeaconReference> NextAsync(CancellationToken cancellationToken)
    {
        var chain = await _chain.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (!chain.TryTake(out var index))
                throw new InvalidOperationException("The hash chain is used up.");
            var reference = new BeaconReference(chain.NameOf(index), (ulong)index);
            // Known before it is asked for, so that the loop never waits for hashes; one at a time is held.
            _revealed[reference.Name] = chain.Reveal(index);
            return reference;
        }
    }

    /// <inheritdoc/>
    public bool TryReveal(BeaconReference reference, out Digest value)
    {
        lock (_gate)
            return _revealed.Remove(reference.Name, out value);
    }

    /// <inheritdoc/>
    public async ValueTask<Digest> RevealAsync(BeaconReference reference, CancellationToken cancellationToken)
    {
        var chain = await _chain.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return reference.Index is > 0 and <= HashChainBeacon.Links && reference.Name == chain.NameOf((int)reference.Index)
                ? chain.Reveal((int)reference.Index)
                : throw new ArgumentException("The reference is of another chain.", nameof(reference));
        }
    }
}
