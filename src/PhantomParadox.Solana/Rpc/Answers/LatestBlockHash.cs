using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>A recent block's hash, which a transaction names and expires with.</summary>
public sealed record LatestBlockHash
{
    /// <summary>The hash.</summary>
    [JsonPropertyName("blockhash")]
    public required Hash BlockHash { get; init; }

    /// <summary>
    /// Height counted in blocks, not slots. The last block that may still hold a transaction with this hash is one above it, so it has
    /// expired once the finalized height is above this plus 1.
    /// </summary>
    public required ulong LastValidBlockHeight { get; init; }
}
