using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>A transaction that names an account, as the account's history lists it.</summary>
public sealed record SignatureInfo
{
    /// <summary>The transaction's id.</summary>
    public required Signature Signature { get; init; }

    /// <summary>The slot of the block it is in.</summary>
    public required ulong Slot { get; init; }

    /// <summary>Why it failed; null where it succeeded.</summary>
    [JsonPropertyName("err")]
    public TransactionError? Error { get; init; }

    /// <summary>Its memos as the node joins them, each with its length before it (<c>[6] job 42</c>); null where it has none.</summary>
    public string? Memo { get; init; }

    /// <summary>When its block was made: seconds since 1970 UTC. Null where it isn't known.</summary>
    public long? BlockTime { get; init; }

    /// <summary>How sure it is; null at nodes that don't say.</summary>
    public Commitment? ConfirmationStatus { get; init; }
}
