namespace PhantomParadox.Engine;

/// <summary>Whom the numbers of a draw hit, with their paths, and who was called.</summary>
/// <param name="Hits">The numbers, in order.</param>
/// <param name="Positions">The agents called, in order.</param>
internal sealed record BoundDraw(IReadOnlyList<HitProof> Hits, IReadOnlyList<AgentId> Positions);

/// <summary>
/// Keeps draws from large pools that were bound lately, and binds one at a time: who asks for a proof again and again costs a look-up, not
/// the hashing of a million candidates.
/// </summary>
internal sealed class BoundDraws : IDisposable
{
    // At most some 40 kB each.
    private const int MostKept = 64;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<(DisputeId Dispute, int Round), BoundDraw> _kept = [];
    private readonly Queue<(DisputeId Dispute, int Round)> _order = new();

    /// <summary>Takes the draw of a round, or has it bound. A draw never changes.</summary>
    /// <param name="dispute">The dispute.</param>
    /// <param name="round">The round's number.</param>
    /// <param name="bind">Binds it; null where its pool isn't kept any more.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask<BoundDraw?> GetAsync(
        DisputeId dispute, int round, Func<ValueTask<BoundDraw?>> bind, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_kept.TryGetValue((dispute, round), out var known))
                return known;
            if (await bind().ConfigureAwait(false) is not { } draw)
                return null;
            if (_order.Count == MostKept)
                _kept.Remove(_order.Dequeue());
            _kept.Add((dispute, round), draw);
            _order.Enqueue((dispute, round));
            return draw;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
