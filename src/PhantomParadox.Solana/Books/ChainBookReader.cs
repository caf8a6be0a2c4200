namespace PhantomParadox.Solana;

/// <summary>Reads the whole history of the market's address from the chain, as far as the node keeps it.</summary>
internal static class ChainBookReader
{
    /// <exception cref="SettlementException">A node can't be asked, or kept nothing of a transaction.</exception>
    public static async Task<ChainBook> ReadAsync(
        IRpcClient client, PublicKey escrow, PublicKey? mint, Action<long, long>? report, CancellationToken cancellationToken)
    {
        List<PublicKey> addresses = [escrow];
        if (mint is { } token)
        {
            var program = (await TokenPlan.FindMintAsync(client, token, cancellationToken).ConfigureAwait(false)).Program;
            addresses.Add(AssociatedTokenAccountProgram.Derive(escrow, token, program).Address);
        }

        // Balances first: what lands after them is left out by its slot.
        var accounts = await RpcFaults.AskAsync(() => client.GetMultipleAccountsAsync(addresses, Commitment.Finalized, cancellationToken)).ConfigureAwait(false);
        Dictionary<Signature, SignatureInfo> named = [];
        foreach (var address in addresses)
        {
            foreach (var one in await AddressHistory.ReadAsync(client, address, null, int.MaxValue, cancellationToken).ConfigureAwait(false))
                named.TryAdd(one.Signature, one);
        }

        List<ChainEntry> entries = [];
        foreach (var one in named.Values.Where(one => one.Slot <= accounts.Context.Slot).OrderBy(one => one.Slot))
        {
            entries.Add(await EntryAsync(client, one, escrow, mint, cancellationToken).ConfigureAwait(false));
            report?.Invoke(entries.Count, named.Count);
        }

        var held = accounts.Value.Count > 1 && accounts.Value[1] is { } account ? TokenAccount.TryRead(account)?.Amount ?? 0 : 0;
        return new ChainBook(entries, accounts.Value[0]?.Lamports ?? 0, held, accounts.Context.Slot);
    }

    private static async Task<ChainEntry> EntryAsync(
        IRpcClient client, SignatureInfo named, PublicKey escrow, PublicKey? mint, CancellationToken cancellationToken)
    {
        var transaction = await RpcFaults.AskAsync(() => client.GetTransactionAsync(named.Signature, Commitment.Finalized, cancellationToken)).ConfigureAwait(false);
        if (transaction?.Meta is not { } meta)
            throw new SettlementException($"The node lists transaction {named.Signature}, and doesn't have what it did; ask one that keeps history.");
        var accounts = transaction.AllAccounts();
        var at = accounts.ToList().IndexOf(escrow);
        // Of one that failed the fee is gone all the same.
        var lamports = at < 0 ? 0 : (Int128)meta.PostBalances[at] - meta.PreBalances[at];
        var signs = at >= 0 && at < transaction.Transaction.Signatures.Count;
        var payout = signs
            ? transaction.Memos().FirstOrDefault(memo => memo.StartsWith(PayoutMessage.MemoPrefix, StringComparison.Ordinal))?[PayoutMessage.MemoPrefix.Length..]
            : null;
        var arrival = Arrival.Of(transaction, escrow, mint);
        return new(
            named.Signature, transaction.Slot, transaction.BlockTime is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null, lamports,
            mint is { } token ? transaction.TokensTo(token, escrow) : 0, at == 0 ? meta.Fee : 0, payout, meta.Error is not null)
        {
            Paid = payout is null || meta.Error is not null ? [] : [.. PayoutReading.LinesOf(transaction, escrow, mint)],
            CarriesReference = arrival.References.Count > 0 || arrival.Memos.Any(memo => memo.StartsWith(Arrival.MemoPrefix, StringComparison.Ordinal)),
        };
    }
}
