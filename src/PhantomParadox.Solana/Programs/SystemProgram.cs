using System.Buffers.Binary;

namespace PhantomParadox.Solana;

/// <summary>The program of wallets.</summary>
internal static class SystemProgram
{
    public static PublicKey ProgramId { get; } = PublicKey.Parse("11111111111111111111111111111111");

    /// <summary>Moves lamports.</summary>
    /// <param name="references">Accounts that are only named, so that the transaction is found in their history.</param>
    public static TransactionInstruction Transfer(PublicKey from, PublicKey to, ulong lamports, params ReadOnlySpan<PublicKey> references)
    {
        var data = new byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(data, 2);
        BinaryPrimitives.WriteUInt64LittleEndian(data.AsSpan(4), lamports);
        AccountMeta[] accounts = [AccountMeta.Writable(from, isSigner: true), AccountMeta.Writable(to), .. Named(references)];
        return new TransactionInstruction(ProgramId, [.. accounts], data);
    }

    private static AccountMeta[] Named(ReadOnlySpan<PublicKey> references)
    {
        var named = new AccountMeta[references.Length];
        for (var at = 0; at < named.Length; at++)
            named[at] = AccountMeta.ReadOnly(references[at]);
        return named;
    }
}
