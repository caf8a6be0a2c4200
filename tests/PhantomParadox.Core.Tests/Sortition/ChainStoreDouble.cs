namespace PhantomParadox.Core.Tests.Sortition;

/// <summary>A store of chains that outlives its beacon, and can be made to fail before or after it has kept what it was given.</summary>
internal sealed class ChainStoreDouble : IChainStore
{
    public IReadOnlyList<ChainRecord> Kept { get; set; } = [];

    public int Writes { get; private set; }

    /// <summary>Whether writes fail, and then whether what was written is kept all the same.</summary>
    public (bool Fails, bool Keeps) Disk { get; set; } = (false, true);

    public ValueTask<IReadOnlyList<ChainRecord>> ReadAsync(CancellationToken cancellationToken) => new(Kept);

    public ValueTask WriteAsync(IReadOnlyList<ChainRecord> chains, CancellationToken cancellationToken)
    {
        if (!Disk.Fails || Disk.Keeps)
            Kept = chains;
        if (Disk.Fails)
            throw new IOException("The disk is gone.");
        Writes++;
        return ValueTask.CompletedTask;
    }

    /// <summary>A beacon as a process would make it after any end of the one before.</summary>
    public ChainBeacon Open(int links = HashChainBeacon.Links, Action<Exception>? report = null) => new(
        this, () => Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray(), TimeProvider.System, links, report);
}
