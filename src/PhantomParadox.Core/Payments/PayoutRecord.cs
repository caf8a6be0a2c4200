namespace PhantomParadox;

/// <summary>A payout.</summary>
public sealed record PayoutRecord
{
    /// <summary>Its id.</summary>
    public required PayoutId Id { get; init; }

    /// <summary>How it stands.</summary>
    public required PayoutStatus Status { get; init; }

    /// <summary>What it is counted in.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Who gets how much.</summary>
    public required IReadOnlyList<PayoutLine> Lines { get; init; }

    /// <summary>What is needed to send it or to look for it; its bytes are empty once it has ended.</summary>
    public required SignedPayout Signed { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it ended; null while it is open or in review.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The block, by slot, in which it took effect; 0 where it didn't.</summary>
    public ulong Position { get; init; }

    /// <summary>The rail's word for a failure, why it is in review, or the operator's note; null where there is none.</summary>
    public string? Detail { get; init; }
}

/// <summary>How a payout stands.</summary>
public enum PayoutStatus : byte
{
    /// <summary>Signed; being sent until its fate is known.</summary>
    Open = 1,

    /// <summary>It took effect.</summary>
    Paid = 2,

    /// <summary>It never took effect and never can: its amounts are owed again.</summary>
    Released = 3,

    /// <summary>In doubt: an operator has to say whether it took effect. It isn't sent any more.</summary>
    Review = 4,
}

/// <summary>Which payouts to list.</summary>
/// <param name="Status">Those that stand so; null for all.</param>
/// <param name="Limit">Payouts at most: 1 to 100.</param>
/// <param name="Cursor">Where to go on, from the page before; null for the first.</param>
public sealed record PayoutQuery(PayoutStatus? Status = null, int Limit = 50, string? Cursor = null);
