using PhantomParadox.Journal;

namespace PhantomParadox.Archive;

/// <summary>A dispute as fields of a record.</summary>
internal static class DisputeFields
{
    public static void Write(FieldWriter writer, DisputeRecord dispute)
    {
        writer.WriteId(dispute.Id.Value);
        writer.WriteUnsigned(checked((ulong)dispute.Ordinal));
        writer.WriteId(dispute.Job.Value);
        writer.WriteUnsigned((ulong)dispute.Status);
        writer.WriteUnsigned((ulong)dispute.Category);
        writer.WriteUnsigned((ulong)dispute.Opener);
        writer.WriteText(dispute.Reason);
        writer.WriteText(dispute.Buyer);
        writer.WriteText(dispute.AgentWallet);
        writer.WriteList(dispute.Evidence, Write);
        writer.WriteCount(dispute.JurySize);
        writer.WriteCount(dispute.ConsensusRequired);
        writer.WriteList(dispute.Jury, JurorFields.Write);
        writer.WriteCount(dispute.AcceptedCount);
        writer.WriteCount(dispute.VotedCount);
        writer.WriteMoment(dispute.JuryDeadline);
        writer.WriteMoment(dispute.CommitDeadline);
        writer.WriteMoment(dispute.VotingDeadline);
        writer.WriteUnsigned((ulong)(dispute.Verdict ?? 0));
        Write(writer, dispute.Votes);
        writer.WriteMoment(dispute.ResolvedAt);
        writer.WriteMoment(dispute.AppealDeadline);
        Write(writer, dispute.Payment);
        writer.WriteCount(dispute.Rounds);
        writer.WriteMoment(dispute.CreatedAt);
    }

    public static DisputeRecord Read(scoped ref EventReader reader) => new()
    {
        Id = new DisputeId(reader.ReadId()),
        Ordinal = checked((long)reader.ReadUnsigned()),
        Job = new JobId(reader.ReadId()),
        Status = reader.ReadWord<DisputeStatus>(),
        Category = reader.ReadWord<DisputeCategory>(),
        Opener = reader.ReadWord<Party>(),
        Reason = reader.ReadText(),
        Buyer = reader.ReadText(),
        AgentWallet = reader.ReadText(),
        Evidence = reader.ReadList(ReadEvidence),
        JurySize = reader.ReadCount(),
        ConsensusRequired = reader.ReadCount(),
        Jury = reader.ReadList(JurorFields.Read),
        AcceptedCount = reader.ReadCount(),
        VotedCount = reader.ReadCount(),
        JuryDeadline = reader.ReadOptionalMoment(),
        CommitDeadline = reader.ReadOptionalMoment(),
        VotingDeadline = reader.ReadOptionalMoment(),
        Verdict = JurorFields.ReadChoice(ref reader),
        Votes = ReadTally(ref reader),
        ResolvedAt = reader.ReadOptionalMoment(),
        AppealDeadline = reader.ReadOptionalMoment(),
        Payment = ReadPayment(ref reader),
        Rounds = reader.ReadCount(),
        CreatedAt = reader.ReadMoment(),
    };

    private static void Write(FieldWriter writer, EvidenceRecord evidence)
    {
        writer.WriteId(evidence.Id.Value);
        writer.WriteText(evidence.Submission.Submitter);
        writer.WriteUnsigned((ulong)evidence.Submission.Kind);
        writer.WriteText(evidence.Submission.Title);
        writer.WriteText(evidence.Submission.Description);
        writer.WriteText(evidence.Submission.DataHash);
        writer.WriteOptional(evidence.Submission.Url);
        writer.WriteMoment(evidence.SubmittedAt);
    }

    private static EvidenceRecord ReadEvidence(scoped ref EventReader reader) => new(
        new EvidenceId(reader.ReadId()),
        new EvidenceSubmission
        {
            Submitter = reader.ReadText(),
            Kind = reader.ReadWord<EvidenceKind>(),
            Title = reader.ReadText(),
            Description = reader.ReadText(),
            DataHash = reader.ReadText(),
            Url = reader.ReadOptionalText(),
        },
        reader.ReadMoment());

    private static void Write(FieldWriter writer, VoteTally? votes)
    {
        writer.WriteFlag(votes is not null);
        if (votes is not { } tally)
            return;
        writer.WriteCount(tally.BrainsWin);
        writer.WriteCount(tally.Split);
        writer.WriteCount(tally.MuscleWin);
    }

    private static VoteTally? ReadTally(scoped ref EventReader reader) =>
        reader.ReadFlag() ? new VoteTally(reader.ReadCount(), reader.ReadCount(), reader.ReadCount()) : null;

    private static void Write(FieldWriter writer, DisputePayment? payment)
    {
        writer.WriteFlag(payment is not null);
        if (payment is null)
            return;
        writer.WriteUnsigned(payment.BuyerReceives);
        writer.WriteUnsigned(payment.AgentReceives);
        writer.WriteUnsigned(payment.JuryReward);
        writer.WriteUnsigned(payment.ProtocolFee);
    }

    private static DisputePayment? ReadPayment(scoped ref EventReader reader) => reader.ReadFlag()
        ? new DisputePayment(reader.ReadUnsigned(), reader.ReadUnsigned(), reader.ReadUnsigned(), reader.ReadUnsigned())
        : null;
}
