namespace PhantomParadox.Solana;

/// <summary>Reads transactions once each: what is final doesn't change.</summary>
internal sealed class ArrivalReader(IRpcClient client, PublicKey escrow, PublicKey? mint)
{
    private const int Most = 16_384;

    private readonly Dictionary<Signature, Arrival> _read = [];
    private readonly Queue<Signature> _oldest = new();
    private readonly Lock _gate = new();

    /// <summary>What a transaction brought; null where the node doesn't have it yet.</summary>
    /// <exception cref="SettlementException">Nothing was learned.</exception>
    public async Task<Arrival?> ReadAsync(Signature signature, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_read.TryGetValue(signature, out var known))
                return known;
        }

        var transaction = await RpcFaults.AskAsync(() => client.GetTransactionAsync(signature, Commitment.Finalized, cancellationToken)).ConfigureAwait(false);
        if (transaction is null)
            return null;
        if (transaction.Meta is null)
            throw new SettlementException($"The node has transaction {signature}, and nothing of what it did.");
        Arrival arrival;
        try
        {
            arrival = Arrival.Of(transaction, escrow, mint);
        }
        catch (FormatException error)
        {
            throw new SettlementException(error.Message, inner: error);
        }

        lock (_gate)
        {
            if (_read.TryAdd(signature, arrival))
                _oldest.Enqueue(signature);
            if (_oldest.Count > Most)
                _read.Remove(_oldest.Dequeue());
        }

        return arrival;
    }
}
