namespace PhantomParadox;

/// <summary>What became of a number that was drawn.</summary>
public enum JuryHitOutcome : byte
{
    /// <summary>The candidate took the next position; <c>seat</c> in a proof.</summary>
    Seat = 1,

    /// <summary>The candidate is a party; <c>party</c>.</summary>
    Party = 2,

    /// <summary>The candidate was called in an earlier round; <c>earlier_round</c>.</summary>
    EarlierRound = 3,

    /// <summary>The candidate worked for or paid a party lately; <c>related</c>. It may have taken a position after all others.</summary>
    Related = 4,

    /// <summary>The candidate's operator is a party's; <c>party_operator</c>.</summary>
    PartyOperator = 5,

    /// <summary>The candidate's operator has a position already; <c>same_operator</c>.</summary>
    SameOperator = 6,

    /// <summary>The number lay in the uneven rest of its range and hit nobody; <c>out_of_range</c>.</summary>
    OutOfRange = 7,

    /// <summary>
    /// The candidate worked for or paid a party lately, and its operator is a party's; <c>related_party_operator</c>. Unlike
    /// <see cref="Related"/> it never takes a position.
    /// </summary>
    RelatedPartyOperator = 8,
}

/// <summary>One number of a draw, and whom it hit.</summary>
/// <param name="Counter">Its counter, from 0.</param>
/// <param name="Ticket">t: the weight below the hit among the candidates that remain; 0 where it was out of range.</param>
/// <param name="Candidate">Place in the pool of the candidate that was hit, from 0; −1 where none was.</param>
/// <param name="Outcome">What became of it.</param>
public readonly record struct JuryHit(ulong Counter, ulong Ticket, int Candidate, JuryHitOutcome Outcome)
{
    // A proof names the job that made it so.
    internal bool IsRelated => Outcome is JuryHitOutcome.Related or JuryHitOutcome.RelatedPartyOperator;
}
