using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>A round of a dispute: one pool, one seed, one draw, one jury. Links are slots plus one; times are market time unless said.</summary>
internal struct RoundRow
{
    public long BeaconIndex;
    public long CommitEnds;
    public long VotingEnds;
    public long PoolTotal;

    /// <summary>What the party that appealed put up for this round.</summary>
    public ulong Bond;

    /// <summary>When it opened: whom the dispute keeps from its jury is decided as of then.</summary>
    public RoundMark Mark;

    /// <summary>The one opened before it that waits for its draw too.</summary>
    public int OlderWaiting;

    /// <summary>The one opened after it that waits for its draw too.</summary>
    public int NewerWaiting;
    public int Dispute;
    public int Number;
    public int Previous;
    public int Wanted;
    public int WantedConsensus;
    public int Seats;
    public int Consensus;
    public int Quorum;
    public int PoolCount;
    public int FirstDuty;
    public int LastDuty;
    public int PositionCount;
    public int NextPosition;
    public int Accepted;
    public int OpenOffers;
    public int Sealed;
    public int Unrevealed;
    public int Voted;
    public int Voided;
    public BlobRef SourceName;
    public BlobRef Pool;
    public BlobRef PoolRoot;
    public BlobRef SeedValue;
    public BlobRef Hits;
    public BlobRef Positions;

    /// <summary>Who the parties were when it opened: see <see cref="DrawParties"/>.</summary>
    public BlobRef Parties;

    /// <summary>The jobs by which candidates that were hit are related to a party, in the order of the hits: see <see cref="DrawCodec"/>.</summary>
    public BlobRef RelatedJobs;
    public Party BondOf;
    public AccountKind BondFrom;
    public RoundKind Kind;
    public RoundPhase Phase;
    public JuryChoice Verdict;
    public bool IsConsensus;
}

/// <summary>Why a round was opened.</summary>
internal enum RoundKind : byte
{
    First = 1,
    Redraw = 2,
    Appeal = 3,
}

/// <summary>Where a round stands.</summary>
internal enum RoundPhase : byte
{
    AwaitingPool = 1,
    AwaitingSeed = 2,
    Selecting = 3,
    Voting = 4,
    Revealing = 5,
    Decided = 6,
}

/// <summary>A seat offered to an agent, and what it did. Links are slots plus one; times are milliseconds since 1970-01-01 UTC.</summary>
internal struct DutyRow
{
    public long OfferedAt;

    /// <summary>Until when it can be accepted: market time.</summary>
    public long Due;
    public long AnsweredAt;
    public long VotedAt;
    public ulong Reward;
    public int Round;
    public int Seat;
    public int Offer;
    public int Agent;
    public int Next;
    public int NextOfAgent;
    public int PreviousOfAgent;
    public BlobRef Commitment;
    public BlobRef Salt;
    public byte Confidence;
    public DutyState State;
    public JuryChoice Vote;
}

/// <summary>What became of an offered seat.</summary>
internal enum DutyState : byte
{
    Offered = 1,
    Declined = 2,
    Expired = 3,
    Accepted = 4,
    Sealed = 5,
    Voted = 6,
    Voided = 7,
}
