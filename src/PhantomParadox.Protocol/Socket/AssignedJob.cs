using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Protocol.Socket;

/// <summary>A job as its agent is told of it.</summary>
public sealed record AssignedJob
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The kind of work: <c>relay</c>, <c>compute</c>, <c>verify</c> or <c>storage</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What is to be done. The buyer's text: show it as text only.</summary>
    public required string Description { get; init; }

    /// <summary>What it pays.</summary>
    public required AssignedPayment Payment { get; init; }

    /// <summary>When it must be done, in epoch milliseconds; absent where there is no deadline.</summary>
    public long? Deadline { get; init; }

    /// <summary>What it asked of its agent.</summary>
    public WireRequirements? Requirements { get; init; }
}

/// <summary>What an assigned job pays.</summary>
public sealed record AssignedPayment
{
    /// <summary>The payment in the currency's smallest unit.</summary>
    public required ulong Amount { get; init; }

    /// <summary><c>SOL</c> or <c>USDC</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>What has been released already, in the same unit.</summary>
    public ulong Paid { get; init; }
}
