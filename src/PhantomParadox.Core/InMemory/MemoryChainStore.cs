namespace PhantomParadox;

/// <summary>Keeps no chain: a new one begins with every process.</summary>
internal sealed class MemoryChainStore : IChainStore
{
    public ValueTask<IReadOnlyList<ChainRecord>> ReadAsync(CancellationToken cancellationToken) => new([]);

    public ValueTask WriteAsync(IReadOnlyList<ChainRecord> chains, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
