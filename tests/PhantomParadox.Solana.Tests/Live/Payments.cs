namespace PhantomParadox.Solana.Tests.Live;

/// <summary>What a payer does.</summary>
internal static class Payments
{
    public const ulong Sol = 1_000_000_000;

    /// <summary>Signs a transaction with the newest hash.</summary>
    public static Task<Transaction> SignAsync(this IRpcClient client, ITransactionSigner payer, params TransactionInstruction[] instructions) =>
        client.SignAsync(TransactionVersion.V0, payer, null, null, instructions);

    public static async Task<Transaction> SignAsync(
        this IRpcClient client, TransactionVersion version, ITransactionSigner payer, LookupTable[]? tables, MessageConfig? config,
        params TransactionInstruction[] instructions)
    {
        var latest = await client.GetLatestBlockHashAsync(Commitment.Confirmed);
        return await Transaction.SignAsync(
            MessageCompiler.Compile(version, payer.PublicKey, latest.Value.BlockHash, instructions, tables, config), [payer]);
    }

    public static Task<Signature> SendAsync(this IRpcClient client, Transaction transaction) =>
        client.SendTransactionAsync(transaction.Bytes, preFlightCommitment: Commitment.Confirmed);

    public static async Task<SignatureStatusInfo?> StatusAsync(this IRpcClient client, Transaction transaction) =>
        (await client.GetSignatureStatusesAsync([transaction.Id], searchTransactionHistory: true)).Value[0];

    /// <summary>Sends the same bytes until a node takes them, as a payer does; each failure is one that doesn't forbid it.</summary>
    public static async Task SendUntilTakenAsync(this IRpcClient client, Transaction transaction)
    {
        for (var left = 3; ; left--)
        {
            try
            {
                await client.SendAsync(transaction);
                return;
            }
            catch (RpcException error) when (left > 0 && (error.MayHaveBeenAccepted || error.Kind == RpcErrorKind.NodeBehind))
            {
            }
        }
    }
}
