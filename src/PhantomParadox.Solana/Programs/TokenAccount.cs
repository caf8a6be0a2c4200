using System.Buffers.Binary;

namespace PhantomParadox.Solana;

/// <summary>What a token account's data says.</summary>
/// <param name="Mint">The token.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Amount">In the token's smallest unit.</param>
/// <param name="IsFrozen">Whether the mint's authority forbids it to pay or be paid.</param>
internal sealed record TokenAccount(PublicKey Mint, PublicKey Owner, ulong Amount, bool IsFrozen)
{
    /// <summary>Bytes of its data, extensions apart.</summary>
    public const int Size = 165;

    private const int KindOffset = Size;

    /// <summary>Reads an account; null where it is not a token account that was set up.</summary>
    public static TokenAccount? TryRead(AccountInfo account)
    {
        var data = account.Data.Span;
        if (!TokenProgram.Is(account.Owner) || data.Length < Size || data[108] is not (1 or 2))
            return null;

        // With extensions, a byte says whether it is an account (2) or a mint padded to the same size (1).
        if (data.Length > Size && data[KindOffset] != 2)
            return null;
        return new TokenAccount(
            new PublicKey(data[..32]), new PublicKey(data[32..64]), BinaryPrimitives.ReadUInt64LittleEndian(data[64..]), data[108] == 2);
    }
}
