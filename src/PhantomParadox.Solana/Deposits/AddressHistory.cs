namespace PhantomParadox.Solana;

/// <summary>Reads the transactions that name an address, page by page.</summary>
internal static class AddressHistory
{
    private const int Page = 1_000;

    /// <summary>Those that succeeded and are final, the newest first, down to one that is known or to a number.</summary>
    /// <param name="until">The newest that is known; null for none.</param>
    /// <param name="most">How many are looked at at most, a page more or less.</param>
    /// <exception cref="SettlementException">Nothing was learned.</exception>
    public static async Task<List<SignatureInfo>> ReadAsync(
        IRpcClient client, PublicKey address, Signature? until, int most, CancellationToken cancellationToken)
    {
        List<SignatureInfo> read = [];
        Signature? before = null;
        while (true)
        {
            var from = before;
            var page = await RpcFaults.AskAsync(
                () => client.GetSignaturesForAddressAsync(address, Page, from, until, Commitment.Finalized, cancellationToken)).ConfigureAwait(false);
            read.AddRange(page);
            if (page.Count < Page || read.Count >= most)
                return read;
            before = page[^1].Signature;
        }
    }
}
