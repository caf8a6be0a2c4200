namespace PhantomParadox.Solana;

/// <summary>The program of the one token account that each wallet has for each token.</summary>
internal static class AssociatedTokenAccountProgram
{
    public static PublicKey ProgramId { get; } = PublicKey.Parse("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL");

    /// <summary>Where a wallet's token account is, whether it exists or not.</summary>
    /// <param name="tokenProgram">The mint's program; <see cref="TokenProgram.ProgramId"/> where none is given.</param>
    public static ProgramAddress Derive(PublicKey owner, PublicKey mint, PublicKey? tokenProgram = null) =>
        ProgramAddress.Find(ProgramId, owner.ToArray(), (tokenProgram ?? TokenProgram.ProgramId).ToArray(), mint.ToArray());

    /// <summary>Makes a wallet's token account, unless it exists.</summary>
    /// <param name="payer">Who pays for its storage; signs.</param>
    public static TransactionInstruction CreateIdempotent(PublicKey payer, PublicKey owner, PublicKey mint, PublicKey? tokenProgram = null) =>
        new(
            ProgramId,
            [
                AccountMeta.Writable(payer, isSigner: true),
                AccountMeta.Writable(Derive(owner, mint, tokenProgram).Address),
                AccountMeta.ReadOnly(owner),
                AccountMeta.ReadOnly(mint),
                AccountMeta.ReadOnly(SystemProgram.ProgramId),
                AccountMeta.ReadOnly(tokenProgram ?? TokenProgram.ProgramId),
            ],
            new byte[] { 1 });
}
