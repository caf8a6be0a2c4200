namespace PhantomParadox.Solana;

/// <summary>An account of an instruction, and what the instruction may do with it.</summary>
internal readonly record struct AccountMeta(PublicKey Key, bool IsSigner, bool IsWritable)
{
    public static AccountMeta Writable(PublicKey key, bool isSigner = false) => new(key, isSigner, IsWritable: true);

    public static AccountMeta ReadOnly(PublicKey key, bool isSigner = false) => new(key, isSigner, IsWritable: false);
}
