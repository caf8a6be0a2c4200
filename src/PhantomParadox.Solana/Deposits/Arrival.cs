using System.Buffers.Binary;

namespace PhantomParadox.Solana;

/// <summary>What a final transaction brought to the market's address, and for whose order.</summary>
/// <param name="Slot">The slot of its block.</param>
/// <param name="At">When its block was made; null where the node doesn't say.</param>
/// <param name="Lamports">Lamports that came; 0 for none.</param>
/// <param name="Tokens">Tokens that came, in their smallest unit; 0 for none.</param>
/// <param name="References">The keys that its transfers to the market name besides.</param>
/// <param name="Memos">Its memos.</param>
internal sealed record Arrival(
    ulong Slot, DateTimeOffset? At, ulong Lamports, ulong Tokens, IReadOnlyList<PublicKey> References, IReadOnlyList<string> Memos)
{
    /// <summary>What precedes an order's reference in a memo.</summary>
    public const string MemoPrefix = "pp:";

    private const uint SystemTransfer = 2;
    private const byte TokenTransfer = 3;
    private const byte TokenTransferChecked = 12;

    /// <summary>Reads a transaction. What the market itself signed, such as a payout, brings nothing.</summary>
    /// <exception cref="FormatException">The node's answer contradicts itself.</exception>
    public static Arrival Of(TransactionMetaSlotInfo transaction, PublicKey escrow, PublicKey? mint)
    {
        var accounts = transaction.AllAccounts();
        var signers = transaction.Transaction.Signatures.Count;
        DateTimeOffset? at = transaction.BlockTime is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        var isOwn = accounts.Take(signers).Contains(escrow);
        if (isOwn || !transaction.Succeeded())
            return new(transaction.Slot, at, 0, 0, [], []);
        return new(
            transaction.Slot, at, Amount(transaction.LamportsTo(escrow)), mint is { } token ? Amount(transaction.TokensTo(token, escrow)) : 0,
            [.. ReferencesOf(transaction, accounts, signers, escrow, mint)], [.. transaction.Memos()]);
    }

    /// <summary>Whether it is for an order.</summary>
    public bool IsFor(PublicKey reference) => References.Contains(reference) || Memos.Contains(MemoPrefix + reference);

    private static ulong Amount(Int128 change) => change <= 0 ? 0 : change <= ulong.MaxValue ? (ulong)change : ulong.MaxValue;

    // Only what a transfer to the market itself names, and nobody signs for: else an order whose reference is another buyer's wallet, or the
    // token, would take the deposits of others.
    private static IEnumerable<PublicKey> ReferencesOf(
        TransactionMetaSlotInfo transaction, IReadOnlyList<PublicKey> accounts, int signers, PublicKey escrow, PublicKey? mint)
    {
        var ours = TokenAccountsOf(transaction, escrow, mint);
        var inner = (transaction.Meta?.InnerInstructions ?? []).SelectMany(calls => calls.Instructions);
        foreach (var instruction in transaction.Transaction.Message.Instructions.Concat(inner))
        {
            if (instruction.ProgramIdIndex < 0 || instruction.ProgramIdIndex >= accounts.Count)
                continue;
            var (to, from) = PlacesOf(accounts[instruction.ProgramIdIndex], instruction.Data.Span);
            if (to < 0 || instruction.Accounts.Count <= to)
                continue;
            var target = instruction.Accounts[to];
            var isToUs = to == 1 && from == 2 ? target < accounts.Count && accounts[target] == escrow : ours.Contains(target);
            foreach (var place in isToUs ? instruction.Accounts.Skip(from) : [])
            {
                if (place >= signers && place < accounts.Count)
                    yield return accounts[place];
            }
        }
    }

    /// <summary>At which place of a transfer's accounts its target stands, and from which on references do; -1 for anything else.</summary>
    private static (int To, int References) PlacesOf(PublicKey program, ReadOnlySpan<byte> data)
    {
        if (program == SystemProgram.ProgramId)
            return data.Length >= 12 && BinaryPrimitives.ReadUInt32LittleEndian(data) == SystemTransfer ? (1, 2) : (-1, 0);
        if (!TokenProgram.Is(program) || data.IsEmpty)
            return (-1, 0);
        return data[0] switch
        {
            TokenTransfer => (1, 3),
            TokenTransferChecked => (2, 4),
            _ => (-1, 0),
        };
    }

    private static HashSet<int> TokenAccountsOf(TransactionMetaSlotInfo transaction, PublicKey escrow, PublicKey? mint) =>
        [.. (transaction.Meta?.PostTokenBalances ?? []).Where(balance => balance.Owner == escrow && balance.Mint == mint).Select(balance => balance.AccountIndex)];
}
