using System.Buffers.Binary;

namespace PhantomParadox.Solana;

/// <summary>What payouts that were signed before may still take of the payer's accounts, so that nobody is promised it a second time.</summary>
/// <param name="Lamports">In lamports: what they pay, their fees, and the rent of token accounts that they make.</param>
/// <param name="Tokens">Of the token, in its smallest unit.</param>
internal readonly record struct PromisedMoney(UInt128 Lamports, UInt128 Tokens)
{
    private const int MostStatuses = 256;
    private const uint SystemTransfer = 2;
    private const byte TokenTransferChecked = 12;

    /// <summary>Adds up the payouts whose effect is not in the balances of a plan yet. Where that isn't sure, it counts as not.</summary>
    /// <exception cref="SettlementException">A node can't be asked.</exception>
    public static async Task<PromisedMoney> ReadAsync(
        IRpcClient client, PublicKey payer, string network, IReadOnlyList<SignedPayout> underWay, PayoutPlan plan, CancellationToken cancellationToken)
    {
        List<(Transaction Transaction, ulong Fee)> open = [];
        foreach (var payout in underWay)
        {
            // What was signed for another network, or by another key, takes nothing from here.
            if (payout.Network == network && TryDecode(payout.Bytes) is { } transaction && transaction.Message.FeePayer == payer)
                open.Add((transaction, payout.Fee));
        }

        UInt128 lamports = 0, tokens = 0;
        var accounts = 0u;
        foreach (var part in open.Chunk(MostStatuses))
        {
            // Asked after the balances: what lands in between has a later slot, and is still taken off.
            var statuses = await RpcFaults.AskAsync(() => client.GetSignatureStatusesAsync(
                [.. part.Select(one => one.Transaction.Id)], searchTransactionHistory: true, cancellationToken)).ConfigureAwait(false);
            foreach (var ((transaction, fee), status) in part.Zip(statuses.Value))
            {
                if (status is { ConfirmationStatus: not Commitment.Processed } landed && landed.Slot <= plan.Slot)
                    continue;
                lamports += fee;
                foreach (var instruction in transaction.Message.Instructions)
                    Add(transaction.Message, instruction);
            }
        }

        if (accounts > 0)
        {
            lamports += accounts * (UInt128)await RpcFaults.AskAsync(() => client.GetMinimumBalanceForRentExemptionAsync(
                TokenPlan.AccountSize, Commitment.Confirmed, cancellationToken)).ConfigureAwait(false);
        }

        return new(lamports, tokens);

        void Add(TransactionMessage message, CompiledInstruction instruction)
        {
            if (instruction.Accounts.IsEmpty)
                return;
            var program = message.AccountKeys[instruction.ProgramIdIndex];
            var from = message.AccountKeys[instruction.Accounts.Span[0]];
            var data = instruction.Data.Span;
            if (program == AssociatedTokenAccountProgram.ProgramId && from == payer)
                accounts++;
            else if (program == SystemProgram.ProgramId && from == payer && data.Length >= 12 && BinaryPrimitives.ReadUInt32LittleEndian(data) == SystemTransfer)
                lamports += BinaryPrimitives.ReadUInt64LittleEndian(data[4..]);
            else if (TokenProgram.Is(program) && from == plan.Tokens?.Account && data.Length >= 9 && data[0] == TokenTransferChecked)
                tokens += BinaryPrimitives.ReadUInt64LittleEndian(data[1..]);
        }
    }

    // What can't be read can't be carried out either.
    private static Transaction? TryDecode(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return Transaction.Decode(bytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
