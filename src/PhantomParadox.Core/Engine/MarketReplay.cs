using PhantomParadox.Engine;
using PhantomParadox.Journal;

namespace PhantomParadox;

/// <summary>A market that only follows its journal: to check one, or to learn what state it leads to. Nothing is decided or written.</summary>
/// <remarks>It holds a whole state in memory, and blocks its thread. For one thread at a time.</remarks>
public sealed class MarketReplay
{
    private readonly Market _market;
    private readonly Replica _replica;

    /// <summary>Makes one that stands before the first event.</summary>
    /// <param name="options">
    /// The numbers of the market. Of all of them only <see cref="SchedulingOptions.BucketWidth"/> is part of the state: the same journal
    /// gives the same hash for the same width. Default: those of <see cref="MarketOptions"/>.
    /// </param>
    public MarketReplay(MarketOptions? options = null)
    {
        var numbers = options ?? new MarketOptions();
        _market = new Market(numbers, new SeedReputation(), new ReputationScorer());
        _replica = new Replica(_market);
    }

    /// <summary>Position of the last event applied; 0 for none.</summary>
    public long Position => _replica.Chain.Position;

    /// <summary>The epoch of the last batch applied.</summary>
    public Epoch Epoch => _replica.Chain.Epoch;

    /// <summary>SHA-256 of the last batch applied, 32 bytes; zeros for none.</summary>
    public ReadOnlyMemory<byte> BatchHash => _replica.Chain.Hash.ToArray();

    /// <summary>Begins from a snapshot, and holds what was read against its header.</summary>
    /// <param name="store">Where it is kept.</param>
    /// <param name="header">Its header, of <see cref="ISnapshotStore.ListAsync"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SnapshotCorruptException">It is damaged, or not the state that the header says.</exception>
    /// <exception cref="SnapshotVersionException">A newer version wrote it.</exception>
    public void Load(ISnapshotStore store, SnapshotHeader header, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(header);
        new SnapshotShelf(store, cancellationToken.ThrowIfCancellationRequested, cancellationToken).Read(header, _replica);
    }

    /// <summary>Applies the next batch.</summary>
    /// <param name="batch">Its bytes, as <see cref="IJournal.ReadAsync"/> gives them.</param>
    /// <exception cref="JournalCorruptException">It can't be read or doesn't follow; the message names the position. Make a new replay then.</exception>
    public void Apply(ReadOnlySpan<byte> batch) => _replica.Apply(batch);

    /// <summary>Proves what must hold of every state: the accounts of each currency add up to 0.</summary>
    /// <exception cref="JournalCorruptException">They don't.</exception>
    public void Audit()
    {
        try
        {
            _replica.State.Audit();
        }
        catch (InvalidOperationException error)
        {
            throw new JournalCorruptException(error.Message, error);
        }
    }

    /// <summary>Reads the sums of deposits and payouts since the market began.</summary>
    /// <returns>One for each currency.</returns>
    public IReadOnlyList<TreasuryTotals> ReadTotals() => Payments.TotalsReader.Read(_market);

    /// <summary>Reads the books of deposits and payouts: every wallet's, and the payouts that are in memory.</summary>
    /// <returns>A copy.</returns>
    public TreasuryBooks ReadBooks() => Payments.BooksReader.Read(_market);

    /// <summary>SHA-256 of the whole state, 32 bytes: that which snapshots carry.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public byte[] ComputeStateHash(CancellationToken cancellationToken = default) =>
        _replica.ComputeStateHash(cancellationToken.ThrowIfCancellationRequested);
}
