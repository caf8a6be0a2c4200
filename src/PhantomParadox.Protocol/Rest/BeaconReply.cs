namespace PhantomParadox.Protocol.Rest;

/// <summary>
/// Where the chance of jury draws comes from, for everybody to hold draws against: <c>GET /api/beacon</c>. Hashes are lower-case
/// hexadecimal, times epoch milliseconds.
/// </summary>
public sealed record BeaconReply
{
    /// <summary><c>chain</c> for the operator's hash chain, <c>solana</c> for block hashes; else the name of the host's own beacon.</summary>
    public required string Kind { get; init; }

    /// <summary>Tip of the hash chain: a value of index i hashes to it in i steps of SHA-256. Null where there is no chain.</summary>
    public string? Tip { get; init; }

    /// <summary>Values in the chain; null where there is none.</summary>
    public int? Links { get; init; }

    /// <summary>Indices that were given or skipped so far: all from 1 to this; null where there is no chain.</summary>
    public int? Used { get; init; }

    /// <summary>When the chain was made; null where there is none.</summary>
    public long? StartedAt { get; init; }

    /// <summary>Tip of the chain that follows; null until nine tenths of this one are used.</summary>
    public string? NextTip { get; init; }

    /// <summary>Tips of the chains before this one, the oldest first; null where there is no chain.</summary>
    public IReadOnlyList<string>? EarlierTips { get; init; }

    /// <summary>Draws whose seed is overdue, at most 100: the alarm that a beacon withholds values.</summary>
    public required IReadOnlyList<WireOverdueSeed> Overdue { get; init; }
}

/// <summary>A draw whose seed is overdue.</summary>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Round">Its round, from 0.</param>
/// <param name="Source">Where the value is to come from; null where the beacon gave no reference.</param>
/// <param name="Since">When the round began to wait, in epoch milliseconds.</param>
public sealed record WireOverdueSeed(Guid DisputeId, int Round, string? Source, long Since);
