using System.Collections.Immutable;

namespace PhantomParadox.Solana;

/// <summary>What a transaction says and its signatures cover. Made by <see cref="MessageCompiler"/> or read by <see cref="MessageCodec"/>.</summary>
internal sealed class TransactionMessage
{
    /// <summary>Accounts that one transaction may name, those from lookup tables included.</summary>
    public const int MostAccounts = 64;

    public const int MostSignatures = 12;

    private byte[]? _bytes;

    public required TransactionVersion Version { get; init; }

    public required MessageHeader Header { get; init; }

    /// <summary>Writable signers, the fee payer first; read-only signers; writable others; read-only others.</summary>
    public required ImmutableArray<PublicKey> AccountKeys { get; init; }

    public required Hash RecentBlockHash { get; init; }

    public required ImmutableArray<CompiledInstruction> Instructions { get; init; }

    public ImmutableArray<AddressLookup> Lookups { get; init; } = [];

    public MessageConfig? Config { get; init; }

    public PublicKey FeePayer => AccountKeys[0];

    /// <summary>Who must sign, in the order of their signatures.</summary>
    public ReadOnlySpan<PublicKey> Signers => AccountKeys.AsSpan()[..Header.RequiredSignatures];

    /// <summary>The bytes that signatures cover, version byte included.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes ??= MessageCodec.Encode(this);

    /// <summary>The bytes of the transaction once it is signed.</summary>
    public int TransactionSize =>
        Bytes.Length + (Header.RequiredSignatures * Signature.Size) + (Version == TransactionVersion.V1 ? 0 : 1);   // 12 signatures are counted in one byte

    /// <summary>The most bytes that the network carries.</summary>
    public int SizeLimit => Version == TransactionVersion.V1 ? 4_096 : 1_232;

    public bool Fits => TransactionSize <= SizeLimit;
}
