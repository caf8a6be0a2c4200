using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>A party opened a dispute: the job stops, its payment is frozen.</summary>
internal readonly ref struct DisputeOpened : IEvent<DisputeOpened>
{
    public required Handle Dispute { get; init; }
    public required UInt128 Id { get; init; }
    public required Handle Job { get; init; }
    public required Party Opener { get; init; }
    public required DisputeCategory Category { get; init; }
    public required EventText Reason { get; init; }
    public required int JurySize { get; init; }
    public required int ConsensusRequired { get; init; }

    /// <summary>Market time at which the timeout policy rules, if no round has opened.</summary>
    public required long RoundDue { get; init; }

    /// <summary>What holds to the dispute's end, whatever the options become.</summary>
    public required DisputeTerms Terms { get; init; }

    public static EventTag Tag => EventTag.DisputeOpened;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Dispute);
        writer.WriteWide(Id);
        writer.WriteHandle(Job);
        writer.WriteUnsigned((ulong)Opener);
        writer.WriteUnsigned((ulong)Category);
        Reason.Write(writer);
        writer.WriteUnsigned((ulong)JurySize);
        writer.WriteUnsigned((ulong)ConsensusRequired);
        writer.WriteUnsigned((ulong)RoundDue);
        writer.WriteUnsigned((ulong)Terms.OffersPerSeat);
        writer.WriteUnsigned((ulong)Terms.MaxAppeals);
        writer.WriteUnsigned((ulong)Terms.FeeBps);
        writer.WriteUnsigned(Terms.RewardCap);
        writer.WriteUnsigned((ulong)Terms.TimeoutPolicy);
    }

    public static DisputeOpened Read(scoped ref EventReader reader) => new()
    {
        Dispute = reader.ReadHandle(),
        Id = reader.ReadWide(),
        Job = reader.ReadHandle(),
        Opener = (Party)reader.ReadUnsigned(),
        Category = (DisputeCategory)reader.ReadUnsigned(),
        Reason = EventText.Read(ref reader),
        JurySize = (int)reader.ReadUnsigned(),
        ConsensusRequired = (int)reader.ReadUnsigned(),
        RoundDue = (long)reader.ReadUnsigned(),
        Terms = new DisputeTerms(
            (int)reader.ReadUnsigned(), (int)reader.ReadUnsigned(), (int)reader.ReadUnsigned(), reader.ReadUnsigned(),
            (JuryChoice)reader.ReadUnsigned()),
    };
}

/// <summary>A party submitted evidence.</summary>
internal readonly ref struct EvidenceSubmitted : IEvent<EvidenceSubmitted>
{
    public required Handle Evidence { get; init; }
    public required UInt128 Id { get; init; }
    public required Handle Dispute { get; init; }
    public required Party Party { get; init; }
    public required EvidenceKind Kind { get; init; }
    public required EventText Title { get; init; }
    public required EventText Description { get; init; }
    public required EventText DataHash { get; init; }
    public required EventText Url { get; init; }

    public static EventTag Tag => EventTag.EvidenceSubmitted;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Evidence);
        writer.WriteWide(Id);
        writer.WriteHandle(Dispute);
        writer.WriteUnsigned((ulong)Party);
        writer.WriteUnsigned((ulong)Kind);
        Title.Write(writer);
        Description.Write(writer);
        DataHash.Write(writer);
        Url.Write(writer);
    }

    public static EvidenceSubmitted Read(scoped ref EventReader reader) => new()
    {
        Evidence = reader.ReadHandle(),
        Id = reader.ReadWide(),
        Dispute = reader.ReadHandle(),
        Party = (Party)reader.ReadUnsigned(),
        Kind = (EvidenceKind)reader.ReadUnsigned(),
        Title = EventText.Read(ref reader),
        Description = EventText.Read(ref reader),
        DataHash = EventText.Read(ref reader),
        Url = EventText.Read(ref reader),
    };
}
