using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>A block, without its transactions.</summary>
public sealed record BlockInfo
{
    /// <summary>Its hash.</summary>
    [JsonPropertyName("blockhash")]
    public required Hash BlockHash { get; init; }

    /// <summary>The hash of the block before it.</summary>
    [JsonPropertyName("previousBlockhash")]
    public required Hash PreviousBlockHash { get; init; }

    /// <summary>The slot of the block before it.</summary>
    public required ulong ParentSlot { get; init; }

    /// <summary>Its height; null for blocks from before heights were kept.</summary>
    public ulong? BlockHeight { get; init; }

    /// <summary>When it was made, as the validators estimate it: seconds since 1970 UTC. Null where it isn't known.</summary>
    public long? BlockTime { get; init; }

    /// <summary>The ids of its transactions, in their order; null where they weren't asked for.</summary>
    public IReadOnlyList<Signature>? Signatures { get; init; }
}
