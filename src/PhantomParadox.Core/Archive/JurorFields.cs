using PhantomParadox.Journal;

namespace PhantomParadox.Archive;

/// <summary>A juror as fields of a record.</summary>
internal static class JurorFields
{
    public static void Write(FieldWriter writer, JurorRecord juror)
    {
        writer.WriteId(juror.Agent.Value);
        writer.WriteText(juror.Wallet);
        writer.WriteCount(juror.Seat);
        writer.WriteCount(juror.Offer);
        writer.WriteMoment(juror.InvitedAt);
        writer.WriteUnsigned((ulong)juror.Answer);
        writer.WriteMoment(juror.AnsweredAt);
        writer.WriteFlag(juror.HasVoted);
        writer.WriteUnsigned((ulong)(juror.Vote ?? 0));
        writer.WriteMoment(juror.VotedAt);
        writer.WriteCount(juror.Confidence);
        writer.WriteBytes(juror.Commitment.Span);
        writer.WriteBytes(juror.Salt.Span);
        writer.WriteFlag(juror.IsVoid);
        writer.WriteUnsigned(juror.Rewarded);
    }

    public static JurorRecord Read(scoped ref EventReader reader) => new()
    {
        Agent = new AgentId(reader.ReadId()),
        Wallet = reader.ReadText(),
        Seat = reader.ReadCount(),
        Offer = reader.ReadCount(),
        InvitedAt = reader.ReadMoment(),
        Answer = reader.ReadWord<JurorAnswer>(),
        AnsweredAt = reader.ReadOptionalMoment(),
        HasVoted = reader.ReadFlag(),
        Vote = ReadChoice(ref reader),
        VotedAt = reader.ReadOptionalMoment(),
        Confidence = reader.ReadCount(),
        Commitment = reader.ReadBytes().ToArray(),
        Salt = reader.ReadBytes().ToArray(),
        IsVoid = reader.ReadFlag(),
        Rewarded = reader.ReadUnsigned(),
    };

    /// <summary>Reads a vote or a ruling; 0 is none.</summary>
    public static JuryChoice? ReadChoice(scoped ref EventReader reader)
    {
        var number = reader.ReadUnsigned();
        if (number > (ulong)JuryChoice.Split)
            throw new FormatException("There is no choice of that number.");
        return number == 0 ? null : (JuryChoice)number;
    }
}
