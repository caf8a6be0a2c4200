using PhantomParadox.Engine;

namespace PhantomParadox.Core.Tests.Snapshots;

/// <summary>Snapshots in memory, with faults.</summary>
internal sealed class FaultyStore : ISnapshotStore
{
    private readonly MemorySnapshotStore _inner = new();

    /// <summary>Thrown instead of writing, as often as it gives something.</summary>
    public Func<Exception?> OnWrite { get; set; } = static () => null;

    /// <summary>Called with each piece, where the store takes it.</summary>
    public Action OnPiece { get; set; } = static () => { };

    /// <summary>Whether what is written is damaged.</summary>
    public bool Damages { get; set; }

    /// <summary>Whether the checksums of what is damaged hold.</summary>
    public bool Reseals { get; set; }

    public async ValueTask WriteAsync(
        SnapshotHeader header, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        if (OnWrite() is { } fault)
            throw fault;
        await _inner.WriteAsync(header, Damages ? DamageAsync(pieces, Reseals) : WatchAsync(pieces), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<SnapshotHeader>> ListAsync(CancellationToken cancellationToken) => _inner.ListAsync(cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long position, CancellationToken cancellationToken) =>
        _inner.ReadAsync(position, cancellationToken);

    public ValueTask RemoveAsync(long position, CancellationToken cancellationToken) => _inner.RemoveAsync(position, cancellationToken);

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> WatchAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        await foreach (var piece in pieces.ConfigureAwait(false))
        {
            OnPiece();
            yield return piece;
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> DamageAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, bool reseal)
    {
        var number = 0u;
        // Whoever waits may block the only thread of its context.
        await foreach (var piece in pieces.ConfigureAwait(false))
        {
            var damaged = piece.ToArray();
            damaged[^1] ^= 1;
            if (reseal)
                Piece.Seal(damaged, number, Piece.Check(piece.Span, number));
            number++;
            yield return damaged;
        }
    }
}
