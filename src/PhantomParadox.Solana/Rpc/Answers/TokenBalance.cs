using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>An amount of a token.</summary>
public sealed record TokenBalance
{
    /// <summary>The amount in the token's smallest unit.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public required ulong Amount { get; init; }

    /// <summary>The decimal places of one whole token.</summary>
    public required byte Decimals { get; init; }
}
