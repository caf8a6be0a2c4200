using System.Buffers.Binary;

namespace PhantomParadox.Solana;

/// <summary>Reads from a transaction that the market signed whom it paid.</summary>
internal static class PayoutReading
{
    private const uint SystemTransfer = 2;
    private const byte TokenTransferChecked = 12;

    /// <summary>The wallets that its transfers paid from an address: lamports, or a token's units, whichever they move.</summary>
    public static IEnumerable<PayoutLine> LinesOf(TransactionMetaSlotInfo transaction, PublicKey payer, PublicKey? mint)
    {
        var accounts = transaction.AllAccounts();
        foreach (var instruction in transaction.Transaction.Message.Instructions)
        {
            var data = instruction.Data;
            var program = KeyAt(instruction.ProgramIdIndex);
            if (program == SystemProgram.ProgramId && data.Length >= 12 && BinaryPrimitives.ReadUInt32LittleEndian(data.Span) == SystemTransfer)
            {
                if (AccountAt(instruction, 0) == payer && AccountAt(instruction, 1) is { } to)
                    yield return new(to.ToString(), BinaryPrimitives.ReadUInt64LittleEndian(data.Span[4..]));
            }
            else if (program is { } token && TokenProgram.Is(token) && data.Length >= 9 && data.Span[0] == TokenTransferChecked)
            {
                if (OwnerAt(instruction, 0) == payer && AccountAt(instruction, 1) == mint && OwnerAt(instruction, 2) is { } to)
                    yield return new(to.ToString(), BinaryPrimitives.ReadUInt64LittleEndian(data.Span[1..]));
            }
        }

        PublicKey? KeyAt(int place) => place >= 0 && place < accounts.Count ? accounts[place] : null;

        PublicKey? AccountAt(InstructionInfo instruction, int at) => at < instruction.Accounts.Count ? KeyAt(instruction.Accounts[at]) : null;

        PublicKey? OwnerAt(InstructionInfo instruction, int at) => at >= instruction.Accounts.Count ? null
            : (transaction.Meta?.PostTokenBalances ?? []).FirstOrDefault(balance => balance.AccountIndex == instruction.Accounts[at])?.Owner;
    }
}
