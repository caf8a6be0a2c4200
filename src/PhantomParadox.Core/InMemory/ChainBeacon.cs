using System.Collections.Concurrent;
using PhantomParadox.Engine;

namespace PhantomParadox;

/// <summary>A beacon on hash chains of the operator's. It binds everyone but the operator, who knows the secrets.</summary>
/// <remarks>
/// <para>An index is written down before it is given, 64 at a time: whatever crashes when, none is given twice, and a restart skips what is
/// left of the 64. At nine tenths of a chain the next is made and its tip published; it follows when the first is used up. Values of
/// references given before a restart, or of an earlier chain, can be had as long as the chain is kept.</para>
/// <para>Computing a chain takes 2²⁰ hashes; that happens in the background, at the first call and when one is made.</para>
/// </remarks>
public sealed class ChainBeacon : IRandomBeacon, IBeaconStatus
{
    /// <summary>Chains that are kept: 32, the oldest is forgotten first.</summary>
    public const int MostChains = 32;

    private readonly ChainBook _book;
    private readonly Action<Exception>? _report;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();

    // Known before it is asked for, so that the loop never waits for hashes; few are held at a time.
    private readonly ConcurrentDictionary<BeaconReference, Digest> _held = new();
    private volatile BeaconStatus? _status;

    /// <summary>Makes a beacon whose chain lives as long as the process: its tip is new at every start.</summary>
    public ChainBeacon()
        : this(new MemoryChainStore())
    {
    }

    /// <summary>Makes a beacon whose chain lives as long as the process.</summary>
    /// <param name="secret">The secret of its first chain: 32 random bytes that nobody else knows.</param>
    /// <exception cref="ArgumentException"><paramref name="secret"/> isn't 32 bytes long.</exception>
    public ChainBeacon(ReadOnlyMemory<byte> secret)
        : this(new MemoryChainStore(), First(secret), TimeProvider.System, HashChainBeacon.Links, report: null)
    {
    }

    /// <summary>Makes a beacon whose chains are kept.</summary>
    /// <param name="store">Where they are kept; stays the caller's to dispose.</param>
    /// <param name="time">Says when a chain was made. Default: the system's clock.</param>
    /// <param name="report">Told when the next chain couldn't be made in advance; that is tried again. Must not throw.</param>
    public ChainBeacon(IChainStore store, TimeProvider? time = null, Action<Exception>? report = null)
        : this(store, NewSecret, time ?? TimeProvider.System, HashChainBeacon.Links, report)
    {
    }

    internal ChainBeacon(IChainStore store, Func<byte[]> secrets, TimeProvider time, int links, Action<Exception>? report)
    {
        ArgumentNullException.ThrowIfNull(store);
        _book = new ChainBook(store, secrets, time, links);
        _report = report;
    }

    /// <inheritdoc/>
    public async ValueTask<BeaconReference> NextAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _book.OpenAsync().ConfigureAwait(false);
            await _book.ReserveAsync().ConfigureAwait(false);
            var reference = Take(_book.Present!);
            await PrepareAsync().ConfigureAwait(false);
            Publish();
            return reference;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public bool TryReveal(BeaconReference reference, out Digest value) => _held.TryRemove(reference, out value);

    /// <inheritdoc/>
    public async ValueTask<Digest> RevealAsync(BeaconReference reference, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        var record = _book.Find(reference)
            ?? throw new ArgumentException($"'{reference.Name}' is of a chain that isn't kept here.", nameof(reference));
        var chain = await _book.ChainOf(record).WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return (int)reference.Index < chain.Next
                ? chain.Reveal((int)reference.Index)
                : throw new ArgumentException($"'{reference.Name}' was never given.", nameof(reference));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<BeaconStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        if (_status is null)
            await OpenAsync(cancellationToken).ConfigureAwait(false);
        return _status!;
    }

    private async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (_status is not null)
            return;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _book.OpenAsync().ConfigureAwait(false);
            Publish();
        }
        finally
        {
            _turn.Release();
        }
    }

    private BeaconReference Take(HashChainBeacon chain)
    {
        lock (_gate)
        {
            if (!chain.TryTake(out var index))
                throw new InvalidOperationException("The hash chain is used up.");
            var reference = new BeaconReference(chain.NameOf(index), (ulong)index);
            _held[reference] = chain.Reveal(index);
            return reference;
        }
    }

    private async Task PrepareAsync()
    {
        try
        {
            await _book.PrepareAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // The present chain still has its last tenth to go.
            _report?.Invoke(error);
        }
    }

    private void Publish() => _status = new BeaconStatus { Kind = "chain", Chain = _book.Describe() };

    private static byte[] NewSecret()
    {
        var secret = new byte[HashChainBeacon.ValueLength];
        new SystemEntropy().Fill(secret);
        return secret;
    }

    private static Func<byte[]> First(ReadOnlyMemory<byte> secret)
    {
        if (secret.Length != HashChainBeacon.ValueLength)
            throw new ArgumentException("A secret is 32 bytes long.", nameof(secret));
        byte[]? first = secret.ToArray();
        return () => Interlocked.Exchange(ref first, null) ?? NewSecret();
    }
}
