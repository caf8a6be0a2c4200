namespace PhantomParadox;

/// <summary>A seat of a jury that was offered to an agent.</summary>
public sealed record JurorRecord
{
    /// <summary>The agent.</summary>
    public required AgentId Agent { get; init; }

    /// <summary>Its wallet.</summary>
    public required string Wallet { get; init; }

    /// <summary>The seat, from 0.</summary>
    public required int Seat { get; init; }

    /// <summary>Which offer of the seat it was, from 1.</summary>
    public required int Offer { get; init; }

    /// <summary>When it was invited.</summary>
    public required DateTimeOffset InvitedAt { get; init; }

    /// <summary>What it answered.</summary>
    public required JurorAnswer Answer { get; init; }

    /// <summary>When it answered, or its time was over; null while it is still to answer.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Whether it has voted, openly or by revealing.</summary>
    public bool HasVoted { get; init; }

    /// <summary>Its vote; null before the verdict, and where it didn't vote.</summary>
    public JuryChoice? Vote { get; init; }

    /// <summary>When it voted; null before the verdict, and where it didn't vote.</summary>
    public DateTimeOffset? VotedAt { get; init; }

    /// <summary>How sure it said it was, 1 to 10; never weighted. 0 where it didn't vote.</summary>
    public int Confidence { get; init; }

    /// <summary>The vote it sealed; empty before the verdict, and where it sealed none.</summary>
    public ReadOnlyMemory<byte> Commitment { get; init; }

    /// <summary>The salt it revealed, or that leaked; empty before the verdict, and where there is none.</summary>
    public ReadOnlyMemory<byte> Salt { get; init; }

    /// <summary>Whether its sealed vote is void, because its salt was known to others.</summary>
    public bool IsVoid { get; init; }

    /// <summary>What it was paid, in the smallest unit of the job's currency.</summary>
    public ulong Rewarded { get; init; }
}

/// <summary>What an agent did with an invitation.</summary>
public enum JurorAnswer : byte
{
    /// <summary>Nothing yet.</summary>
    Open = 1,

    /// <summary>It declined.</summary>
    Declined = 2,

    /// <summary>It stayed silent.</summary>
    Expired = 3,

    /// <summary>It took the seat.</summary>
    Accepted = 4,
}
