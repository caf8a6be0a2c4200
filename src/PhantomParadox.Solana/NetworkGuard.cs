namespace PhantomParadox.Solana;

/// <summary>
/// Sees to it that every node is of the network that was configured before any of them is believed. Each is asked once; a node that can't be
/// asked holds up all, for a deposit read from another network would be money that isn't there.
/// </summary>
internal sealed class NetworkGuard(IRpcClient client, SolanaNetwork network)
{
    private readonly HashSet<IRpcClient> _checked = [];
    private readonly SemaphoreSlim _turn = new(1);
    private volatile bool _holds;

    public SolanaNetwork Network => network;

    /// <exception cref="SettlementException">A node is of another network, which lasts, or can't be asked.</exception>
    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        if (_holds)
            return;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var (at, endpoint) in client.Endpoints.Index())
            {
                if (_checked.Contains(endpoint))
                    continue;
                var genesis = await RpcFaults.AskAsync(() => endpoint.GetGenesisHashAsync(cancellationToken)).ConfigureAwait(false);
                if (genesis != network.Genesis)
                    throw new SettlementException(
                        $"Solana:RpcUrls[{at}] is a node of {Describe(genesis)}, and Solana:Network is {Describe(network.Genesis)}.", isLasting: true);
                _checked.Add(endpoint);
            }

            _holds = true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static string Describe(Hash genesis) => SolanaNetwork.Find(genesis.ToString()) is { } known && known.Word.IndexOf(' ', StringComparison.Ordinal) < 0
        ? known.Word
        : $"the network with genesis hash {genesis}";
}
