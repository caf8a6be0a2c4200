using System.Buffers.Binary;

namespace PhantomParadox.Solana;

/// <summary>The programs of tokens.</summary>
internal static class TokenProgram
{
    public static PublicKey ProgramId { get; } = PublicKey.Parse("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");

    /// <summary>The newer program: its mints may have extensions, such as fees on transfers.</summary>
    public static PublicKey Token2022 { get; } = PublicKey.Parse("TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb");

    public static bool Is(PublicKey program) => program == ProgramId || program == Token2022;

    /// <summary>Moves tokens between token accounts; the chain checks the mint and its decimals.</summary>
    /// <param name="source">The token account that they leave.</param>
    /// <param name="mint">The token.</param>
    /// <param name="destination">The token account that they come to, which must exist.</param>
    /// <param name="owner">Whose the source is; signs.</param>
    /// <param name="amount">In the token's smallest unit.</param>
    /// <param name="decimals">The token's decimal places.</param>
    /// <param name="program">The mint's program; <see cref="ProgramId"/> where none is given.</param>
    public static TransactionInstruction TransferChecked(
        PublicKey source, PublicKey mint, PublicKey destination, PublicKey owner, ulong amount, byte decimals, PublicKey? program = null)
    {
        var data = new byte[10];
        data[0] = 12;
        BinaryPrimitives.WriteUInt64LittleEndian(data.AsSpan(1), amount);
        data[9] = decimals;
        return new TransactionInstruction(
            program ?? ProgramId,
            [AccountMeta.Writable(source), AccountMeta.ReadOnly(mint), AccountMeta.Writable(destination), AccountMeta.ReadOnly(owner, isSigner: true)],
            data);
    }
}
