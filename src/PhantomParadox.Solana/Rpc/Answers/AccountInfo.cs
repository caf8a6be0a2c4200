using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>What an account holds.</summary>
public sealed record AccountInfo
{
    /// <summary>Its balance in lamports.</summary>
    public required ulong Lamports { get; init; }

    /// <summary>The program it belongs to.</summary>
    public required PublicKey Owner { get; init; }

    /// <summary>Its data, whole.</summary>
    [JsonConverter(typeof(AccountDataConverter))]
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Whether it is a program.</summary>
    public bool Executable { get; init; }
}
