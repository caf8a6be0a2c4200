namespace PhantomParadox.Solana;

/// <summary>A node didn't do what it was asked, or can't be known to have done it. Holds no address of an endpoint, which may hold a key.</summary>
public sealed class RpcException : Exception
{
    /// <summary>Tells of a failed request.</summary>
    /// <param name="kind">What to do about it.</param>
    /// <param name="message">What happened; must hold no secret.</param>
    /// <param name="innerException">What it came of; must hold no secret.</param>
    public RpcException(RpcErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What went wrong, by what to do about it.</summary>
    public RpcErrorKind Kind { get; }

    /// <summary>The number of the JSON-RPC error, or the HTTP status where there was none; null where no answer came.</summary>
    public int? Code { get; init; }

    /// <summary>The error's data as the node sent it, in JSON, at most 4,096 characters; null where it sent none.</summary>
    public string? ErrorData { get; init; }

    /// <summary>How long the node asks to be left alone; null where it doesn't say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Why the transaction can't run; null unless <see cref="Kind"/> is <see cref="RpcErrorKind.PreflightFailed"/> or
    /// <see cref="RpcErrorKind.BadSignature"/>, and then too where the node didn't say.</summary>
    public TransactionError? TransactionError { get; init; }

    /// <summary>What the programs wrote in the trial run; empty where there was none.</summary>
    public IReadOnlyList<string> Logs { get; init; } = [];

    /// <summary>How far the node is behind; null where it doesn't say.</summary>
    public ulong? SlotsBehind { get; init; }

    /// <summary>
    /// Whether the node may have taken the transaction that it was sent. False says only that this sending was refused: an earlier one of the
    /// same bytes, or one to another node, may be under way. Nothing but expiry says that a payment didn't happen.
    /// </summary>
    public bool MayHaveBeenAccepted =>
        Kind is RpcErrorKind.Unavailable or RpcErrorKind.NodeTrouble || TransactionError is { IsAlreadyProcessed: true };
}
