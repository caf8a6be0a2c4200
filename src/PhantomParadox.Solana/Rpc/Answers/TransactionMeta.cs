using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>What a transaction did.</summary>
public sealed record TransactionMeta
{
    /// <summary>Why it failed; null where it succeeded.</summary>
    [JsonPropertyName("err")]
    public TransactionError? Error { get; init; }

    /// <summary>What it cost, in lamports.</summary>
    public required ulong Fee { get; init; }

    /// <summary>The balance of each account before it, in lamports.</summary>
    public required IReadOnlyList<ulong> PreBalances { get; init; }

    /// <summary>The balance of each account after it, in lamports.</summary>
    public required IReadOnlyList<ulong> PostBalances { get; init; }

    /// <summary>The balances of its token accounts before it; an account that it made is not among them.</summary>
    public IReadOnlyList<TokenBalanceInfo>? PreTokenBalances { get; init; }

    /// <summary>The balances of its token accounts after it; an account that it closed is not among them.</summary>
    public IReadOnlyList<TokenBalanceInfo>? PostTokenBalances { get; init; }

    /// <summary>The accounts that it took from lookup tables; null at nodes that don't say.</summary>
    public LoadedAddresses? LoadedAddresses { get; init; }

    /// <summary>The instructions that its programs called; null where they weren't kept.</summary>
    public IReadOnlyList<InnerInstruction>? InnerInstructions { get; init; }

    /// <summary>What its programs wrote; null where it wasn't kept.</summary>
    public IReadOnlyList<string>? LogMessages { get; init; }

    /// <summary>The compute units it used; null where they weren't kept.</summary>
    public ulong? ComputeUnitsConsumed { get; init; }
}

/// <summary>Accounts that a transaction took from lookup tables.</summary>
public sealed record LoadedAddresses
{
    /// <summary>Those that it may change.</summary>
    public required IReadOnlyList<PublicKey> Writable { get; init; }

    /// <summary>Those that it may only read.</summary>
    public required IReadOnlyList<PublicKey> Readonly { get; init; }
}

/// <summary>The instructions that one instruction's program called.</summary>
public sealed record InnerInstruction
{
    /// <summary>The place of the calling instruction.</summary>
    public required int Index { get; init; }

    /// <summary>What it called.</summary>
    public required IReadOnlyList<InstructionInfo> Instructions { get; init; }
}

/// <summary>The balance of a token account, before or after a transaction.</summary>
public sealed record TokenBalanceInfo
{
    /// <summary>The place of the token account among all accounts.</summary>
    public required int AccountIndex { get; init; }

    /// <summary>The token.</summary>
    public required PublicKey Mint { get; init; }

    /// <summary>Whose the account is; null in old transactions.</summary>
    public PublicKey? Owner { get; init; }

    /// <summary>The amount.</summary>
    [JsonPropertyName("uiTokenAmount")]
    public required TokenBalance Amount { get; init; }
}
