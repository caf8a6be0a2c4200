using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>How far a transaction has come.</summary>
public sealed record SignatureStatusInfo
{
    /// <summary>The slot of the block it is in.</summary>
    public required ulong Slot { get; init; }

    /// <summary>The blocks above it; null once it is final.</summary>
    public ulong? Confirmations { get; init; }

    /// <summary>Why it failed; null where it succeeded. A transaction that failed has paid its fee and moved nothing else.</summary>
    [JsonPropertyName("err")]
    public TransactionError? Error { get; init; }

    /// <summary>How sure it is.</summary>
    public required Commitment ConfirmationStatus { get; init; }
}
