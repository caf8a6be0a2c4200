namespace PhantomParadox.Core.Tests.Snapshots;

/// <summary>Snapshots in memory, with faults.</summary>
internal sealed class FaultyStore : ISnapshotStore
{
    private readonly MemorySnapshotStore _inner = new();

    /// <summary>Thrown instead of writing, as often as it gives something.</summary>
    public Func<Exception?> OnWrite { get; set; } = static () => null;

    /// <summary>Whether what is written is damaged.</summary>
    public bool Damages { get; set; }

    public async ValueTask WriteAsync(
        SnapshotHeader header, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        if (OnWrite() is { } fault)
            throw fault;
        await _inner.WriteAsync(header, Damages ? DamageAsync(pieces) : pieces, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<SnapshotHeader>> ListAsync(CancellationToken cancellationToken) => _inner.ListAsync(cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long position, CancellationToken cancellationToken) =>
        _inner.ReadAsync(position, cancellationToken);

    public ValueTask RemoveAsync(long position, CancellationToken cancellationToken) => _inner.RemoveAsync(position, cancellationToken);

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> DamageAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        // Whoever waits may block the only thread of its context.
        await foreach (var piece in pieces.ConfigureAwait(false))
        {
            var damaged = piece.ToArray();
            damaged[^1] ^= 1;
            yield return damaged;
        }
    }
}
