namespace PhantomParadox.Solana;

/// <summary>Plans a payout of lamports.</summary>
internal static class SolPlan
{
    public static async Task<PayoutPlan> MakeAsync(IRpcClient client, PublicKey payer, IReadOnlyList<PayoutLine> lines, CancellationToken cancellationToken)
    {
        List<HeldLine> held = [];
        var wallets = Wallets.Read(lines, payer, held);
        var minimum = await RpcFaults.AskAsync(
            () => client.GetMinimumBalanceForRentExemptionAsync(0, Commitment.Confirmed, cancellationToken)).ConfigureAwait(false);
        var (slot, accounts) = await Wallets.AccountsAsync(client, [payer, .. wallets.Select(wallet => wallet.Wallet)], cancellationToken).ConfigureAwait(false);
        List<PayableLine> payable = [];
        foreach (var ((line, wallet), account) in wallets.Zip(accounts.Skip(1)))
        {
            var after = (UInt128)(account?.Lamports ?? 0) + line.Amount;
            if (Wallets.FaultOf(account) is { } fault)
                held.Add(new(line.Wallet, fault));
            else if (after < minimum)
                held.Add(new(line.Wallet, $"It would be left with {after} lamports, and the chain keeps no account with less than {minimum}"));
            else
                payable.Add(new(line, [SystemProgram.Transfer(payer, wallet, line.Amount)], line.Amount));
        }

        return new PayoutPlan(payable, held, slot, accounts[0]?.Lamports ?? 0, minimum, Tokens: null);
    }
}
