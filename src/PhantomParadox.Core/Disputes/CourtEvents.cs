using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>A round opened: its pool is frozen and its source of chance fixed, before anybody can know what it will give.</summary>
internal readonly ref struct RoundOpened : IEvent<RoundOpened>
{
    public required Handle Round { get; init; }
    public required Handle Dispute { get; init; }
    public required int Number { get; init; }
    public required RoundKind Kind { get; init; }
    public required int Seats { get; init; }
    public required int Consensus { get; init; }
    public required EventText SourceName { get; init; }
    public required long BeaconIndex { get; init; }

    /// <summary>Market time at which the timeout policy rules, if no seed has come.</summary>
    public required long SeedDue { get; init; }

    /// <summary>The root; empty while a large pool is being hashed.</summary>
    public required ReadOnlySpan<byte> PoolRoot { get; init; }
    public required int PoolCount { get; init; }
    public required long PoolTotal { get; init; }

    /// <summary>The candidates when written; empty for a large pool.</summary>
    public RoundPool? Pool { get; init; }

    /// <summary>The candidates when read.</summary>
    public ReadOnlySpan<byte> Candidates { get; init; }

    public static EventTag Tag => EventTag.RoundOpened;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Round);
        writer.WriteHandle(Dispute);
        writer.WriteUnsigned((ulong)Number);
        writer.WriteUnsigned((ulong)Kind);
        writer.WriteUnsigned((ulong)Seats);
        writer.WriteUnsigned((ulong)Consensus);
        SourceName.Write(writer);
        writer.WriteUnsigned((ulong)BeaconIndex);
        writer.WriteUnsigned((ulong)SeedDue);
        writer.WriteBytes(PoolRoot);
        writer.WriteUnsigned((ulong)PoolCount);
        writer.WriteUnsigned((ulong)PoolTotal);
        writer.WriteBytes(Pool is null ? Candidates : Pool.Encode());
    }

    public static RoundOpened Read(scoped ref EventReader reader) => new()
    {
        Round = reader.ReadHandle(),
        Dispute = reader.ReadHandle(),
        Number = (int)reader.ReadUnsigned(),
        Kind = (RoundKind)reader.ReadUnsigned(),
        Seats = (int)reader.ReadUnsigned(),
        Consensus = (int)reader.ReadUnsigned(),
        SourceName = EventText.Read(ref reader),
        BeaconIndex = (long)reader.ReadUnsigned(),
        SeedDue = (long)reader.ReadUnsigned(),
        PoolRoot = reader.ReadBytes(),
        PoolCount = (int)reader.ReadUnsigned(),
        PoolTotal = (long)reader.ReadUnsigned(),
        Candidates = reader.ReadBytes(),
    };
}

/// <summary>A large pool has been hashed.</summary>
internal readonly ref struct PoolCommitted : IEvent<PoolCommitted>
{
    public required Handle Round { get; init; }
    public required ReadOnlySpan<byte> PoolRoot { get; init; }
    public required long PoolTotal { get; init; }

    public static EventTag Tag => EventTag.PoolCommitted;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Round);
        writer.WriteBytes(PoolRoot);
        writer.WriteUnsigned((ulong)PoolTotal);
    }

    public static PoolCommitted Read(scoped ref EventReader reader) =>
        new() { Round = reader.ReadHandle(), PoolRoot = reader.ReadBytes(), PoolTotal = (long)reader.ReadUnsigned() };
}

/// <summary>A jury was drawn from the pool by the seed's value.</summary>
internal readonly ref struct JuryDrawn : IEvent<JuryDrawn>
{
    public required Handle Round { get; init; }
    public required ReadOnlySpan<byte> SeedValue { get; init; }
    public required int Seats { get; init; }
    public required int Consensus { get; init; }
    public required int Quorum { get; init; }

    /// <summary>Every number drawn: see <see cref="DrawCodec"/>.</summary>
    public required ReadOnlySpan<byte> Hits { get; init; }

    /// <summary>The agents called, in order: see <see cref="DrawCodec"/>.</summary>
    public required ReadOnlySpan<byte> Positions { get; init; }
    public required int PositionCount { get; init; }

    /// <summary>Market time until which the first offers can be accepted.</summary>
    public required long AcceptDue { get; init; }

    /// <summary>Who the parties were when the round opened: see <see cref="DrawParties"/>.</summary>
    public required ReadOnlySpan<byte> Parties { get; init; }

    /// <summary>The job of each hit that is related to a party, in their order: see <see cref="DrawCodec"/>.</summary>
    public required ReadOnlySpan<byte> RelatedJobs { get; init; }

    public static EventTag Tag => EventTag.JuryDrawn;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Round);
        writer.WriteBytes(SeedValue);
        writer.WriteUnsigned((ulong)Seats);
        writer.WriteUnsigned((ulong)Consensus);
        writer.WriteUnsigned((ulong)Quorum);
        writer.WriteBytes(Hits);
        writer.WriteBytes(Positions);
        writer.WriteUnsigned((ulong)PositionCount);
        writer.WriteUnsigned((ulong)AcceptDue);
        writer.WriteBytes(Parties);
        writer.WriteBytes(RelatedJobs);
    }

    public static JuryDrawn Read(scoped ref EventReader reader) => new()
    {
        Round = reader.ReadHandle(),
        SeedValue = reader.ReadBytes(),
        Seats = (int)reader.ReadUnsigned(),
        Consensus = (int)reader.ReadUnsigned(),
        Quorum = (int)reader.ReadUnsigned(),
        Hits = reader.ReadBytes(),
        Positions = reader.ReadBytes(),
        PositionCount = (int)reader.ReadUnsigned(),
        AcceptDue = (long)reader.ReadUnsigned(),
        Parties = reader.ReadBytes(),
        RelatedJobs = reader.ReadBytes(),
    };
}

/// <summary>A seat was offered to the next agent in the order of the draw.</summary>
internal readonly record struct DutyOffered(Handle Duty, Handle Round, Handle Agent, int Seat, int Offer, long Due) : IEvent<DutyOffered>
{
    public static EventTag Tag => EventTag.DutyOffered;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Duty);
        writer.WriteHandle(Round);
        writer.WriteHandle(Agent);
        writer.WriteUnsigned((ulong)Seat);
        writer.WriteUnsigned((ulong)Offer);
        writer.WriteUnsigned((ulong)Due);
    }

    public static DutyOffered Read(scoped ref EventReader reader) => new(
        reader.ReadHandle(), reader.ReadHandle(), reader.ReadHandle(), (int)reader.ReadUnsigned(), (int)reader.ReadUnsigned(),
        (long)reader.ReadUnsigned());
}

/// <summary>An offered seat was accepted, declined, or not answered in time.</summary>
internal readonly record struct DutyAnswered(Handle Duty, DutyState Answer) : IEvent<DutyAnswered>
{
    public static EventTag Tag => EventTag.DutyAnswered;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Duty);
        writer.WriteUnsigned((ulong)Answer);
    }

    public static DutyAnswered Read(scoped ref EventReader reader) => new(reader.ReadHandle(), (DutyState)reader.ReadUnsigned());
}

/// <summary>The jury is seated and votes.</summary>
internal readonly record struct VotingOpened(Handle Round, long CommitEnds, long VotingEnds) : IEvent<VotingOpened>
{
    public static EventTag Tag => EventTag.VotingOpened;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Round);
        writer.WriteUnsigned((ulong)CommitEnds);
        writer.WriteUnsigned((ulong)VotingEnds);
    }

    public static VotingOpened Read(scoped ref EventReader reader) =>
        new(reader.ReadHandle(), (long)reader.ReadUnsigned(), (long)reader.ReadUnsigned());
}

/// <summary>A juror voted openly.</summary>
internal readonly record struct VoteCast(Handle Duty, JuryChoice Choice, int Confidence, long RestUntil) : IEvent<VoteCast>
{
    public static EventTag Tag => EventTag.VoteCast;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Duty);
        writer.WriteUnsigned((ulong)Choice);
        writer.WriteUnsigned((ulong)Confidence);
        writer.WriteUnsigned((ulong)RestUntil);
    }

    public static VoteCast Read(scoped ref EventReader reader) =>
        new(reader.ReadHandle(), (JuryChoice)reader.ReadUnsigned(), (int)reader.ReadUnsigned(), (long)reader.ReadUnsigned());
}

/// <summary>A juror sealed a vote, or replaced the one it had sealed.</summary>
internal readonly ref struct VoteSealed : IEvent<VoteSealed>
{
    public required Handle Duty { get; init; }
    public required ReadOnlySpan<byte> Commitment { get; init; }

    public static EventTag Tag => EventTag.VoteSealed;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Duty);
        writer.WriteBytes(Commitment);
    }

    public static VoteSealed Read(scoped ref EventReader reader) => new() { Duty = reader.ReadHandle(), Commitment = reader.ReadBytes() };
}

/// <summary>A juror revealed its sealed vote.</summary>
internal readonly ref struct VoteRevealed : IEvent<VoteRevealed>
{
    public required Handle Duty { get; init; }
    public required JuryChoice Choice { get; init; }
    public required int Confidence { get; init; }
    public required ReadOnlySpan<byte> Salt { get; init; }
    public required long RestUntil { get; init; }

    public static EventTag Tag => EventTag.VoteRevealed;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Duty);
        writer.WriteUnsigned((ulong)Choice);
        writer.WriteUnsigned((ulong)Confidence);
        writer.WriteBytes(Salt);
        writer.WriteUnsigned((ulong)RestUntil);
    }

    public static VoteRevealed Read(scoped ref EventReader reader) => new()
    {
        Duty = reader.ReadHandle(),
        Choice = (JuryChoice)reader.ReadUnsigned(),
        Confidence = (int)reader.ReadUnsigned(),
        Salt = reader.ReadBytes(),
        RestUntil = (long)reader.ReadUnsigned(),
    };
}

/// <summary>A sealed vote is void: its salt was shown to others before the reveal.</summary>
internal readonly ref struct VoteVoided : IEvent<VoteVoided>
{
    public required Handle Duty { get; init; }
    public required ReadOnlySpan<byte> Salt { get; init; }
    public required long RestUntil { get; init; }

    public static EventTag Tag => EventTag.VoteVoided;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Duty);
        writer.WriteBytes(Salt);
        writer.WriteUnsigned((ulong)RestUntil);
    }

    public static VoteVoided Read(scoped ref EventReader reader) =>
        new() { Duty = reader.ReadHandle(), Salt = reader.ReadBytes(), RestUntil = (long)reader.ReadUnsigned() };
}

/// <summary>Votes can no longer be sealed; those that are can be revealed.</summary>
internal readonly record struct RevealOpened(Handle Round, long VotingEnds) : IEvent<RevealOpened>
{
    public static EventTag Tag => EventTag.RevealOpened;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Round);
        writer.WriteUnsigned((ulong)VotingEnds);
    }

    public static RevealOpened Read(scoped ref EventReader reader) => new(reader.ReadHandle(), (long)reader.ReadUnsigned());
}

/// <summary>A round has ruled, or was too few to.</summary>
/// <param name="Round">The round.</param>
/// <param name="Verdict">Its ruling; 0 for none.</param>
/// <param name="IsConsensus">Whether it is a consensus.</param>
/// <param name="AppealDue">
/// Market time until which it can be appealed, 0 where it can't; without a ruling, until when the next round must have opened.
/// </param>
/// <param name="RestUntil">Market time until which the jurors that were still to vote aren't drawn again; 0 where they may be at once.</param>
internal readonly record struct RoundDecided(Handle Round, JuryChoice Verdict, bool IsConsensus, long AppealDue, long RestUntil)
    : IEvent<RoundDecided>
{
    public static EventTag Tag => EventTag.RoundDecided;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Round);
        writer.WriteUnsigned((ulong)Verdict);
        writer.WriteFlag(IsConsensus);
        writer.WriteUnsigned((ulong)AppealDue);
        writer.WriteUnsigned((ulong)RestUntil);
    }

    public static RoundDecided Read(scoped ref EventReader reader) =>
        new(reader.ReadHandle(), (JuryChoice)reader.ReadUnsigned(), reader.ReadFlag(), (long)reader.ReadUnsigned(),
            (long)reader.ReadUnsigned());
}

/// <summary>A party appealed; its bond pays the next round, unless the ruling changes.</summary>
/// <param name="Dispute">The dispute.</param>
/// <param name="Party">Who appealed.</param>
/// <param name="Bond">What it put up.</param>
/// <param name="From">The account that the bond came from.</param>
/// <param name="RoundDue">Market time until which the next round must have opened.</param>
internal readonly record struct AppealOpened(Handle Dispute, Party Party, ulong Bond, AccountKind From, long RoundDue) : IEvent<AppealOpened>
{
    public static EventTag Tag => EventTag.AppealOpened;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Dispute);
        writer.WriteUnsigned((ulong)Party);
        writer.WriteUnsigned(Bond);
        writer.WriteUnsigned((ulong)From);
        writer.WriteUnsigned((ulong)RoundDue);
    }

    public static AppealOpened Read(scoped ref EventReader reader) =>
        new(reader.ReadHandle(), (Party)reader.ReadUnsigned(), reader.ReadUnsigned(), (AccountKind)reader.ReadUnsigned(),
            (long)reader.ReadUnsigned());
}

/// <summary>A dispute has ended: this is its final ruling, and who received what.</summary>
internal readonly record struct DisputeSettled(
    Handle Dispute, DisputeStatus Status, JuryChoice Verdict, ulong BuyerReceives, ulong AgentReceives, ulong JuryReward, ulong ProtocolFee)
    : IEvent<DisputeSettled>
{
    public static EventTag Tag => EventTag.DisputeSettled;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Dispute);
        writer.WriteUnsigned((ulong)Status);
        writer.WriteUnsigned((ulong)Verdict);
        writer.WriteUnsigned(BuyerReceives);
        writer.WriteUnsigned(AgentReceives);
        writer.WriteUnsigned(JuryReward);
        writer.WriteUnsigned(ProtocolFee);
    }

    public static DisputeSettled Read(scoped ref EventReader reader) => new(
        reader.ReadHandle(), (DisputeStatus)reader.ReadUnsigned(), (JuryChoice)reader.ReadUnsigned(), reader.ReadUnsigned(),
        reader.ReadUnsigned(), reader.ReadUnsigned(), reader.ReadUnsigned());
}

/// <summary>A juror's duty is over, and this is what it earned.</summary>
internal readonly record struct DutyClosed(Handle Duty, ulong Reward) : IEvent<DutyClosed>
{
    public static EventTag Tag => EventTag.DutyClosed;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Duty);
        writer.WriteUnsigned(Reward);
    }

    public static DutyClosed Read(scoped ref EventReader reader) => new(reader.ReadHandle(), reader.ReadUnsigned());
}
