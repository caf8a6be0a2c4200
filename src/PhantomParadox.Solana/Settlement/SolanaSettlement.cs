namespace PhantomParadox.Solana;

/// <summary>Pays on Solana, from the address of the host's signer.</summary>
internal sealed class SolanaSettlement : ISettlement
{
    private readonly IRpcClient _client;
    private readonly NetworkGuard _guard;
    private readonly PayoutWriter _writer;
    private readonly FateFinder _fates;

    /// <param name="options">Checked already.</param>
    public SolanaSettlement(IRpcClient client, ITransactionSigner signer, NetworkGuard guard, SolanaOptions options)
    {
        _client = client;
        _guard = guard;
        _writer = new(client, signer, guard.Network, options);
        _fates = new(client, (ulong)options.ExpiryMargin);
    }

    public async ValueTask<string> GetNetworkAsync(CancellationToken cancellationToken)
    {
        await _guard.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return _guard.Network.Name;
    }

    public async ValueTask<PayoutSigning> SignAsync(PayoutOrder order, CancellationToken cancellationToken)
    {
        await _guard.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return await _writer.WriteAsync(order, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask SendAsync(SignedPayout payout, CancellationToken cancellationToken)
    {
        await _guard.EnsureAsync(cancellationToken).ConfigureAwait(false);
        // The bytes take effect once, however many nodes have them; and a node that just failed rests, so that the next one is asked.
        for (var left = _client.Endpoints.Count; ; left--)
        {
            try
            {
                await _client.SendTransactionAsync(
                    payout.Bytes, skipPreflight: false, Commitment.Confirmed, maxRetries: 0, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (RpcException error) when (error.TransactionError is { } why && (why.IsAlreadyProcessed || why.IsBlockHashNotFound))
            {
                // It has landed before, or expired, or the node lags: a look tells which.
                return;
            }
            catch (RpcException error) when (left <= 1 || !EndpointRest.IsCalledForBy(error.Kind))
            {
                throw RpcFaults.Translate(error);
            }
            catch (RpcException)
            {
                // It is sent again at once, over another one.
            }
        }
    }

    public async ValueTask<PayoutLook> LookAsync(SignedPayout payout, CancellationToken cancellationToken)
    {
        await _guard.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return await _fates.LookAsync(payout, cancellationToken).ConfigureAwait(false);
    }
}
