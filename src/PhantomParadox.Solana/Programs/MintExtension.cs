using System.Buffers.Binary;

namespace PhantomParadox.Solana;

/// <summary>An extension of a mint of the newer token program.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Value">Its own data.</param>
/// <remarks>
/// Numbers and layout: <c>ExtensionType</c> and the entries of type, length and value of
/// <see href="https://github.com/solana-program/token-2022/blob/main/interface/src/extension/mod.rs"/>.
/// </remarks>
internal readonly record struct MintExtension(ushort Number, ReadOnlyMemory<byte> Value)
{
    private const int HeadSize = 4;
    private const ushort DefaultAccountState = 6;
    private const byte NotFrozen = 1;

    /// <summary>Reads entries one after the other, up to the first of number 0 or the end.</summary>
    /// <param name="entries">What follows the byte that says that it is a mint.</param>
    /// <returns>The extensions; null where an entry is cut short.</returns>
    public static IReadOnlyList<MintExtension>? ReadAll(ReadOnlyMemory<byte> entries)
    {
        List<MintExtension> read = [];
        while (entries.Length >= sizeof(ushort))
        {
            var number = BinaryPrimitives.ReadUInt16LittleEndian(entries.Span);
            if (number == 0)
                break;
            if (entries.Length < HeadSize)
                return null;
            var length = BinaryPrimitives.ReadUInt16LittleEndian(entries.Span[sizeof(ushort)..]);
            if (entries.Length < HeadSize + length)
                return null;
            read.Add(new(number, entries.Slice(HeadSize, length)));
            entries = entries[(HeadSize + length)..];
        }

        return read;
    }

    /// <summary>Why a token with it can't be money here; null where it leaves every transfer as it is. What is not known is not trusted.</summary>
    public string? Objection => Number switch
    {
        // The close authority needs a supply of 0; pointers, metadata and groups are texts.
        3 or 18 or 19 or 20 or 21 or 22 or 23 => null,
        DefaultAccountState when Value.Length == 1 && Value.Span[0] == NotFrozen => null,
        1 => "TransferFeeConfig, which keeps a fee from every transfer",
        4 => "ConfidentialTransferMint, which hides amounts",
        DefaultAccountState => "DefaultAccountState, which freezes new accounts",
        9 => "NonTransferable, which forbids transfers",
        10 => "InterestBearingConfig, which shows other amounts than are moved",
        12 => "PermanentDelegate, which lets somebody else take what an account holds",
        14 => "TransferHook, which has another program decide on every transfer",
        16 => "ConfidentialTransferFeeConfig, which keeps a fee from transfers",
        24 => "ConfidentialMintBurn, which hides amounts",
        25 => "ScaledUiAmount, which shows other amounts than are moved",
        26 => "Pausable, which lets somebody stop all transfers",
        28 => "PermissionedBurn, which lets somebody else decide on what an account holds",
        _ => $"number {Number}, which is not known to leave transfers as they are",
    };
}
