using System.Collections.Immutable;

namespace PhantomParadox.Solana;

/// <summary>Plans a payout of a token: from the payer's associated account to each wallet's, which is made where it is missing.</summary>
internal static class TokenPlan
{
    /// <summary>Bytes of a token account, with room for an extension that one of the newer program gets.</summary>
    public const int AccountSize = TokenAccount.Size + 17;

    /// <summary>Reads what a token is.</summary>
    /// <exception cref="SettlementException">It is none, which lasts, or the node can't be asked.</exception>
    public static async Task<TokenMint> FindMintAsync(IRpcClient client, PublicKey mint, CancellationToken cancellationToken)
    {
        var (_, accounts) = await Wallets.AccountsAsync(client, [mint], cancellationToken).ConfigureAwait(false);
        return (accounts[0] is { } account ? TokenMint.TryRead(account) : null)
            ?? throw new SettlementException($"Solana:UsdcMint {mint} is not a token on this network.", isLasting: true);
    }

    /// <summary>Reads what a token is that money is counted in.</summary>
    /// <exception cref="SettlementException">
    /// It is none, or its transfers may bring something else than they say, which lasts; or the node can't be asked.
    /// </exception>
    public static async Task<TokenMint> MintAsync(IRpcClient client, PublicKey mint, CancellationToken cancellationToken)
    {
        var found = await FindMintAsync(client, mint, cancellationToken).ConfigureAwait(false);
        return found.Objection is { } objection
            ? throw new SettlementException(
                $"Solana:UsdcMint {mint} has the extension {objection}: a token with it can't be paid out to the unit.", isLasting: true)
            : found;
    }

    public static async Task<PayoutPlan> MakeAsync(
        IRpcClient client, PublicKey payer, PublicKey mintKey, IReadOnlyList<PayoutLine> lines, CancellationToken cancellationToken)
    {
        List<HeldLine> held = [];
        var wallets = Wallets.Read(lines, payer, held);
        var mint = await MintAsync(client, mintKey, cancellationToken).ConfigureAwait(false);
        var reserve = await MinimumAsync(0).ConfigureAwait(false);
        var rent = await MinimumAsync(AccountSize).ConfigureAwait(false);
        var source = AccountOf(payer);
        var targets = wallets.Select(wallet => AccountOf(wallet.Wallet)).ToList();
        var (slot, accounts) = await Wallets.AccountsAsync(
            client, [payer, source, .. wallets.Select(wallet => wallet.Wallet), .. targets], cancellationToken).ConfigureAwait(false);
        List<PayableLine> payable = [];
        for (var at = 0; at < wallets.Count; at++)
        {
            var (line, wallet) = wallets[at];
            var target = accounts[2 + wallets.Count + at];
            if ((Wallets.FaultOf(accounts[2 + at]) ?? FaultOf(target, wallet)) is { } fault)
                held.Add(new(line.Wallet, fault));
            else
                payable.Add(Pay(line, wallet, targets[at], IsEmpty(target)));
        }

        var balance = accounts[1] is { } account && TokenAccount.TryRead(account) is { } own ? own : null;
        if (balance is { IsFrozen: true })
            throw new SettlementException($"The market's own token account {source} is frozen.", isLasting: true);
        return new PayoutPlan(payable, held, slot, accounts[0]?.Lamports ?? 0, reserve, new TokenPurse(source, balance?.Amount ?? 0));

        Task<ulong> MinimumAsync(int size) =>
            RpcFaults.AskAsync(() => client.GetMinimumBalanceForRentExemptionAsync(size, Commitment.Confirmed, cancellationToken));

        PublicKey AccountOf(PublicKey owner) => AssociatedTokenAccountProgram.Derive(owner, mintKey, mint.Program).Address;

        PayableLine Pay(PayoutLine line, PublicKey wallet, PublicKey to, bool isMissing)
        {
            var transfer = TokenProgram.TransferChecked(source, mintKey, to, payer, line.Amount, mint.Decimals, mint.Program);
            ImmutableArray<TransactionInstruction> instructions = isMissing
                ? [AssociatedTokenAccountProgram.CreateIdempotent(payer, wallet, mintKey, mint.Program), transfer]
                : [transfer];
            return new(line, instructions, isMissing ? rent : 0);
        }

        string? FaultOf(AccountInfo? target, PublicKey wallet)
        {
            // One that only holds lamports is made into a token account all the same.
            if (IsEmpty(target))
                return null;
            return TokenAccount.TryRead(target!) switch
            {
                null => "Its token account's address is taken by something else",
                { IsFrozen: true } => "Its token account is frozen",
                { } found when found.Owner != wallet || found.Mint != mintKey => "Its token account belongs to somebody else now",
                _ => null,
            };
        }
    }

    private static bool IsEmpty(AccountInfo? account) => account is null || (account.Owner == SystemProgram.ProgramId && account.Data.IsEmpty);
}
