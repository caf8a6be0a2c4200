using System.Buffers.Binary;

namespace PhantomParadox.Solana;

/// <summary>What a mint's data says.</summary>
/// <param name="Program">The token program that it belongs to.</param>
/// <param name="Supply">In the token's smallest unit.</param>
/// <param name="Decimals">The decimal places of one whole token.</param>
/// <param name="Extensions">What the newer program does besides.</param>
internal sealed record TokenMint(PublicKey Program, ulong Supply, byte Decimals, IReadOnlyList<MintExtension> Extensions)
{
    private const int Size = 82;

    // With extensions a mint is padded to the size of a token account, and a byte says what it is.
    private const int KindOffset = TokenAccount.Size;
    private const byte MintKind = 1;

    // The program takes an account of this length for several signers' own.
    private const int MultisigSize = 355;

    /// <summary>Why it can't be money here; null where it can.</summary>
    public string? Objection => Extensions.Select(extension => extension.Objection).FirstOrDefault(objection => objection is not null);

    /// <summary>Reads an account; null where it is not a mint that was set up, or its extensions can't be read.</summary>
    public static TokenMint? TryRead(AccountInfo account)
    {
        var data = account.Data.Span;
        if (!TokenProgram.Is(account.Owner) || data.Length < Size || data[45] != 1)
            return null;
        IReadOnlyList<MintExtension>? extensions = [];
        if (data.Length > Size)
        {
            var isExtended = data.Length is > KindOffset and not MultisigSize && data[KindOffset] == MintKind;
            extensions = isExtended ? MintExtension.ReadAll(account.Data[(KindOffset + 1)..]) : null;
        }

        return extensions is null ? null : new(account.Owner, BinaryPrimitives.ReadUInt64LittleEndian(data[36..]), data[44], extensions);
    }
}
