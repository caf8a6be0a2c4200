using System.Text;

namespace PhantomParadox.Solana;

/// <summary>The programs that do nothing but keep a text in the chain's record.</summary>
internal static class MemoProgram
{
    public static PublicKey V1 { get; } = PublicKey.Parse("Memo1UhkJRfHyvLMcVucJwxXeuD728EqVDDwQDxFMNo");

    public static PublicKey V3 { get; } = PublicKey.Parse("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");

    public static PublicKey V4 { get; } = PublicKey.Parse("Memo4c2pN8afCj432Lb7RMVKi9PbQnnW7ewFFaV3oAH");

    /// <summary>Whether a program is one of them: a reader must take a memo from any.</summary>
    public static bool Is(PublicKey program) => program == V4 || program == V3 || program == V1;

    /// <summary>Writes a memo with the newest.</summary>
    /// <param name="signers">Who vouches for it, and so must sign the transaction.</param>
    public static TransactionInstruction Memo(string text, params ReadOnlySpan<PublicKey> signers) => Memo(V4, text, signers);

    public static TransactionInstruction Memo(PublicKey program, string text, params ReadOnlySpan<PublicKey> signers)
    {
        var accounts = new AccountMeta[signers.Length];
        for (var at = 0; at < accounts.Length; at++)
            accounts[at] = AccountMeta.ReadOnly(signers[at], isSigner: true);
        return new TransactionInstruction(program, [.. accounts], Encoding.UTF8.GetBytes(text));
    }
}
