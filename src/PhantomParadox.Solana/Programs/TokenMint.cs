using System.Buffers.Binary;

namespace PhantomParadox.Solana;

/// <summary>What a mint's data says.</summary>
/// <param name="Program">The token program that it belongs to.</param>
/// <param name="Supply">In the token's smallest unit.</param>
/// <param name="Decimals">The decimal places of one whole token.</param>
internal sealed record TokenMint(PublicKey Program, ulong Supply, byte Decimals)
{
    private const int Size = 82;
    private const int KindOffset = TokenAccount.Size;

    /// <summary>Reads an account; null where it is not a mint that was set up.</summary>
    public static TokenMint? TryRead(AccountInfo account)
    {
        var data = account.Data.Span;
        if (!TokenProgram.Is(account.Owner) || (data.Length != Size && !(data.Length > KindOffset && data[KindOffset] == 1)) || data[45] != 1)
            return null;
        return new TokenMint(account.Owner, BinaryPrimitives.ReadUInt64LittleEndian(data[36..]), data[44]);
    }
}
