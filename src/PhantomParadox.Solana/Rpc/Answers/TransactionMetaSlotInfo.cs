using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>A transaction in a block, and what it did.</summary>
public sealed record TransactionMetaSlotInfo
{
    /// <summary>The slot of its block.</summary>
    public required ulong Slot { get; init; }

    /// <summary>When its block was made: seconds since 1970 UTC. Null where it isn't known.</summary>
    public long? BlockTime { get; init; }

    /// <summary>Its format: null for legacy, else 0 or 1.</summary>
    [JsonConverter(typeof(TransactionVersionConverter))]
    public int? Version { get; init; }

    /// <summary>What was signed, and the signatures.</summary>
    public required TransactionInfo Transaction { get; init; }

    /// <summary>What it did; null where the node kept nothing of that, and then nothing may be concluded from it.</summary>
    public TransactionMeta? Meta { get; init; }

    /// <summary>
    /// All accounts, in the order that balances and instructions count them: those in the message, then the writable and the read-only ones from
    /// lookup tables.
    /// </summary>
    public IReadOnlyList<PublicKey> AllAccounts() =>
        [.. Transaction.Message.AccountKeys, .. Meta?.LoadedAddresses?.Writable ?? [], .. Meta?.LoadedAddresses?.Readonly ?? []];
}
