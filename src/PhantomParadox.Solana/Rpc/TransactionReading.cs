using System.Text;

namespace PhantomParadox.Solana;

/// <summary>What a transaction brought to whom, read from its balances: instructions only say what was meant.</summary>
/// <remarks>Asked of a transaction that failed, each answers that nothing came.</remarks>
internal static class TransactionReading
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether it is known to have succeeded.</summary>
    public static bool Succeeded(this TransactionMetaSlotInfo transaction) => transaction.Meta is { Error: null };

    /// <summary>The lamports that an account has more after it; negative where it has less.</summary>
    /// <exception cref="FormatException">The node's answer contradicts itself.</exception>
    public static Int128 LamportsTo(this TransactionMetaSlotInfo transaction, PublicKey account)
    {
        if (transaction.Meta is not { Error: null } meta)
            return 0;
        var accounts = transaction.AllAccounts();
        if (meta.PreBalances.Count != accounts.Count || meta.PostBalances.Count != accounts.Count)
            throw new FormatException($"Transaction {transaction.Transaction.Signatures[0]} has {accounts.Count} accounts and another number of balances.");
        for (var at = 0; at < accounts.Count; at++)
        {
            if (accounts[at] == account)
                return (Int128)meta.PostBalances[at] - meta.PreBalances[at];
        }

        return 0;
    }

    /// <summary>The tokens, in their smallest unit, that the token accounts of an owner have more after it.</summary>
    public static Int128 TokensTo(this TransactionMetaSlotInfo transaction, PublicKey mint, PublicKey owner)
    {
        return transaction.Meta is { Error: null } meta ? Sum(meta.PostTokenBalances) - Sum(meta.PreTokenBalances) : 0;

        Int128 Sum(IReadOnlyList<TokenBalanceInfo>? balances)
        {
            Int128 sum = 0;
            foreach (var balance in balances ?? [])
            {
                if (balance.Mint == mint && balance.Owner == owner)
                    sum += balance.Amount.Amount;
            }

            return sum;
        }
    }

    /// <summary>Its memos, those of inner calls too, in their order; one that is not UTF-8 is left out.</summary>
    public static IEnumerable<string> Memos(this TransactionMetaSlotInfo transaction)
    {
        var accounts = transaction.AllAccounts();
        var inner = transaction.Meta?.InnerInstructions ?? [];
        foreach (var (at, instruction) in transaction.Transaction.Message.Instructions.Index())
        {
            foreach (var one in inner.Where(calls => calls.Index == at).SelectMany(calls => calls.Instructions).Prepend(instruction))
            {
                if (one.ProgramIdIndex >= 0 && one.ProgramIdIndex < accounts.Count && MemoProgram.Is(accounts[one.ProgramIdIndex]) && TextOf(one.Data) is { } memo)
                    yield return memo;
            }
        }
    }

    /// <summary>Whether it names an account, such as an order's reference key.</summary>
    public static bool Names(this TransactionMetaSlotInfo transaction, PublicKey account) => transaction.AllAccounts().Contains(account);

    private static string? TextOf(ReadOnlyMemory<byte> data)
    {
        try
        {
            return Strict.GetString(data.Span);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
