namespace PhantomParadox.Solana;

/// <summary>Which addresses are wallets that money may be sent to.</summary>
internal static class Wallets
{
    private const int MostAtOnce = 100;

    /// <summary>Reads the addresses of lines; one that is no wallet's is held.</summary>
    /// <param name="own">The market's own address, which it doesn't pay.</param>
    public static List<(PayoutLine Line, PublicKey Wallet)> Read(IReadOnlyList<PayoutLine> lines, PublicKey own, List<HeldLine> held)
    {
        List<(PayoutLine, PublicKey)> read = [];
        foreach (var line in lines)
        {
            if (!PublicKey.TryParse(line.Wallet, out var wallet))
                held.Add(new(line.Wallet, "It is not a Solana address: 32 bytes in base58"));
            else if (wallet == own)
                held.Add(new(line.Wallet, "It is the market's own address"));
            else if (!wallet.IsOnCurve)
                held.Add(new(line.Wallet, "It is an address that a program derived, which no wallet's key can sign for"));
            else
                read.Add((line, wallet));
        }

        return read;
    }

    /// <summary>Why an account that exists can't be a wallet; null where it can.</summary>
    public static string? FaultOf(AccountInfo? account) => account is null || (account.Owner == SystemProgram.ProgramId && !account.Executable)
        ? null
        : $"Its account belongs to the program {account.Owner}, so it is not a wallet";

    /// <summary>What accounts hold at the newest confirmed block, in the order asked.</summary>
    /// <returns>The accounts, and the slot that the first hundred of them were read at.</returns>
    public static async Task<(ulong Slot, List<AccountInfo?> Accounts)> AccountsAsync(
        IRpcClient client, IReadOnlyList<PublicKey> keys, CancellationToken cancellationToken)
    {
        List<AccountInfo?> accounts = new(keys.Count);
        ulong? slot = null;
        foreach (var part in keys.Chunk(MostAtOnce))
        {
            var answer = await RpcFaults.AskAsync(() => client.GetMultipleAccountsAsync(part, Commitment.Confirmed, cancellationToken)).ConfigureAwait(false);
            slot ??= answer.Context.Slot;
            accounts.AddRange(answer.Value);
        }

        return (slot ?? 0, accounts);
    }
}
