using System.Collections.Concurrent;

namespace PhantomParadox;

/// <summary>
/// The chains of a beacon, kept: what is given away was written down before, and the next chain is there before it is needed. Used by one
/// caller at a time, but for <see cref="Find"/> and <see cref="ChainOf"/>.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="secrets">Makes the secret of a chain: 32 random bytes.</param>
/// <param name="time">Says when a chain was made.</param>
/// <param name="links">Values of a new chain.</param>
internal sealed class ChainBook(IChainStore store, Func<byte[]> secrets, TimeProvider time, int links)
{
    // So many indices cost one write; a crash skips what is left of them.
    private const int Block = 64;

    private readonly ConcurrentDictionary<Digest, Lazy<Task<HashChainBeacon>>> _computed = new();
    private volatile ChainRecord[] _records = [];
    private bool _isRead;

    /// <summary>The chain that is being given away; null before <see cref="OpenAsync"/>.</summary>
    public HashChainBeacon? Present { get; private set; }

    private int Place => Array.FindIndex(_records, record => record.Tip == Present!.Tip);

    /// <summary>Reads the chains, or begins the first.</summary>
    /// <exception cref="InvalidDataException">A tip isn't that of its secret.</exception>
    public async Task OpenAsync()
    {
        if (Present is not null)
            return;
        if (!_isRead)
            _records = [.. await store.ReadAsync(CancellationToken.None).ConfigureAwait(false)];
        _isRead = true;
        var present = Array.Find(_records, record => record.Next <= record.Links) ?? await AddAsync().ConfigureAwait(false);
        Present = await ChainOf(present).ConfigureAwait(false);
    }

    /// <summary>Makes sure that an index can be taken: a chain that is used up is followed by the next, and the index is written down.</summary>
    public async Task ReserveAsync()
    {
        if (Present!.IsExhausted)
        {
            var place = Place;
            var next = place + 1 < _records.Length ? _records[place + 1] : await AddAsync().ConfigureAwait(false);
            Present = await ChainOf(next).ConfigureAwait(false);
        }

        var at = Place;
        var record = _records[at];
        if (Present.Next < record.Next)
            return;
        ChainRecord[] records = [.. _records];
        records[at] = record with { Next = Math.Min(Present.Next + Block, record.Links + 1) };
        await store.WriteAsync(records, CancellationToken.None).ConfigureAwait(false);
        _records = records;
    }

    /// <summary>Makes the chain that follows the present one, if that runs low.</summary>
    public async Task PrepareAsync()
    {
        if (Present!.IsRunningLow && Place == _records.Length - 1)
            await AddAsync().ConfigureAwait(false);
    }

    /// <summary>The chain that a reference is of; null where it is of none of these.</summary>
    public ChainRecord? Find(BeaconReference reference) =>
        reference.Index is > 0 and <= int.MaxValue
            ? Array.Find(_records, record => HashChainBeacon.NameOf(record.Tip, (int)reference.Index) == reference.Name)
            : null;

    /// <summary>Computes a chain, once.</summary>
    /// <exception cref="InvalidDataException">Its tip isn't that of its secret.</exception>
    public Task<HashChainBeacon> ChainOf(ChainRecord record) =>
        _computed.GetOrAdd(record.Tip, _ => new Lazy<Task<HashChainBeacon>>(() => Task.Run(() => Compute(record)))).Value;

    public ChainStatus Describe()
    {
        var (records, place) = (_records, Place);
        return new ChainStatus
        {
            Tip = Present!.Tip,
            Links = records[place].Links,
            Next = Present.Next,
            StartedAt = records[place].StartedAt,
            NextTip = place + 1 < records.Length ? records[place + 1].Tip : null,
            EarlierTips = [.. records[..place].Select(record => record.Tip)],
        };
    }

    private async Task<ChainRecord> AddAsync()
    {
        var secret = secrets();
        var chain = await Task.Run(() => new HashChainBeacon(secret, next: 1, links)).ConfigureAwait(false);
        var record = new ChainRecord { Secret = secret, Tip = chain.Tip, Links = links, Next = 1, StartedAt = time.GetUtcNow() };
        ChainRecord[] records = [.. _records.TakeLast(ChainBeacon.MostChains - 1), record];
        await store.WriteAsync(records, CancellationToken.None).ConfigureAwait(false);
        _computed[chain.Tip] = new Lazy<Task<HashChainBeacon>>(Task.FromResult(chain));
        _records = records;
        return record;
    }

    private static HashChainBeacon Compute(ChainRecord record)
    {
        var chain = new HashChainBeacon(record.Secret.Span, record.Next, record.Links);
        return chain.Tip == record.Tip
            ? chain
            : throw new InvalidDataException($"The secret that is kept of chain {record.Tip} leads to another tip.");
    }
}
