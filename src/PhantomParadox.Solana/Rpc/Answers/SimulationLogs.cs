using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>What a transaction would do if it ran now.</summary>
public sealed record SimulationLogs
{
    /// <summary>Why it would fail; null where it would succeed.</summary>
    [JsonPropertyName("err")]
    public TransactionError? Error { get; init; }

    /// <summary>What the programs wrote; null where it wasn't run.</summary>
    public IReadOnlyList<string>? Logs { get; init; }

    /// <summary>The compute units it would use; null at nodes that don't say.</summary>
    public ulong? UnitsConsumed { get; init; }
}
