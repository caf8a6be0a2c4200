using System.Globalization;

namespace PhantomParadox.Solana;

/// <summary>Takes the chance of jury draws from the hashes of blocks that are not made yet when a round opens.</summary>
/// <remarks>
/// A reference names a slot; its value is the hash of the first final block at that slot or after it. Anybody can look it up. Whoever makes the
/// block can bias it a little, by withholding it; that binds nobody's hands for stakes beyond that.
/// </remarks>
internal sealed class SolanaBeacon(IRpcClient client, NetworkGuard guard, SolanaOptions options, TimeProvider time) : IRandomBeacon, IBeaconStatus
{
    /// <summary>Between two looks whether a slot is final.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    // Slots beyond the margin that may be given without waiting for the chain. A restart waits as long: it can't know what was given before.
    private const ulong LongestRun = 32;

    // Faster than any slot is, so that a reference is never taken for fresh when its block may be there.
    private static readonly TimeSpan FastestSlot = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private readonly Queue<(ulong Slot, long GivenAt)> _given = new();
    private readonly Dictionary<ulong, Digest> _values = [];
    private ulong? _start;
    private ulong _last;

    public async ValueTask<BeaconReference> NextAsync(CancellationToken cancellationToken)
    {
        await guard.EnsureAsync(cancellationToken).ConfigureAwait(false);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                var asked = time.GetTimestamp();
                var now = await NewestAsync(cancellationToken).ConfigureAwait(false);
                _start ??= now;
                var next = Math.Max(_last + 1, now + (ulong)options.BeaconMargin);
                if (now >= _start + LongestRun && next <= now + (ulong)options.BeaconMargin + LongestRun)
                    return Give(next, asked);
                await Task.Delay(Pace, time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Whether the block can't have been made yet.</summary>
    public bool IsFresh(BeaconReference reference)
    {
        lock (_gate)
        {
            foreach (var (slot, givenAt) in _given)
            {
                if (slot == reference.Index)
                    return time.GetElapsedTime(givenAt) < FastestSlot * options.BeaconMargin;
            }
        }

        return false;
    }

    public bool TryReveal(BeaconReference reference, out Digest value)
    {
        value = default;
        lock (_gate)
            return reference.Name == NameOf(reference.Index) && _values.TryGetValue(reference.Index, out value);
    }

    public async ValueTask<Digest> RevealAsync(BeaconReference reference, CancellationToken cancellationToken)
    {
        if (reference.Name != NameOf(reference.Index) || reference.Index == 0)
            throw new ArgumentException($"'{reference.Name}' is no slot of {guard.Network.Name}.", nameof(reference));
        if (TryReveal(reference, out var known))
            return known;
        await guard.EnsureAsync(cancellationToken).ConfigureAwait(false);
        while ((await client.GetEpochInfoAsync(Commitment.Finalized, cancellationToken).ConfigureAwait(false)).AbsoluteSlot < reference.Index)
            await Task.Delay(Pace, time, cancellationToken).ConfigureAwait(false);
        var hash = await SlotHash.ReadAsync(client, reference.Index, time, cancellationToken).ConfigureAwait(false);
        var value = new Digest(hash.ToArray());
        Keep(reference.Index, value);
        return value;
    }

    public ValueTask<BeaconStatus> GetStatusAsync(CancellationToken cancellationToken) => new(new BeaconStatus { Kind = "solana" });

    private async Task<ulong> NewestAsync(CancellationToken cancellationToken) =>
        (await client.GetEpochInfoAsync(Commitment.Processed, cancellationToken).ConfigureAwait(false)).AbsoluteSlot;

    private BeaconReference Give(ulong slot, long asked)
    {
        _last = slot;
        lock (_gate)
        {
            _given.Enqueue((slot, asked));
            if (_given.Count > (int)LongestRun * 4)
                _given.Dequeue();
        }

        return new(NameOf(slot), slot);
    }

    private void Keep(ulong slot, Digest value)
    {
        lock (_gate)
        {
            // Asked for again it is looked up again.
            if (_values.Count >= 1_024)
                _values.Clear();
            _values[slot] = value;
        }
    }

    private string NameOf(ulong slot) => string.Create(CultureInfo.InvariantCulture, $"{guard.Network.Name}:{slot}");
}
