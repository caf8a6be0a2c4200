using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>A signed transaction, as a node shows it.</summary>
public sealed record TransactionInfo
{
    /// <summary>The signatures, in the order of the accounts that signed; the first is the transaction's id.</summary>
    public required IReadOnlyList<Signature> Signatures { get; init; }

    /// <summary>What was signed.</summary>
    public required TransactionContentInfo Message { get; init; }
}

/// <summary>What a transaction says.</summary>
public sealed record TransactionContentInfo
{
    /// <summary>The accounts that stand in the message itself; the first pays the fee.</summary>
    public required IReadOnlyList<PublicKey> AccountKeys { get; init; }

    /// <summary>The block hash that it expires with.</summary>
    [JsonPropertyName("recentBlockhash")]
    public required Hash RecentBlockHash { get; init; }

    /// <summary>Its instructions.</summary>
    public required IReadOnlyList<InstructionInfo> Instructions { get; init; }
}

/// <summary>An instruction, its accounts named by their place among all accounts.</summary>
public sealed record InstructionInfo
{
    /// <summary>The place of the program.</summary>
    public required int ProgramIdIndex { get; init; }

    /// <summary>The places of its accounts.</summary>
    public required IReadOnlyList<int> Accounts { get; init; }

    /// <summary>Its data.</summary>
    [JsonConverter(typeof(Base58DataConverter))]
    public required ReadOnlyMemory<byte> Data { get; init; }
}
