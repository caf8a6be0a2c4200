using PhantomParadox.Journal;

namespace PhantomParadox.Archive;

/// <summary>A proof as fields of a record, without its dispute.</summary>
internal static class ProofFields
{
    public static void Write(FieldWriter writer, DisputeProof proof)
    {
        writer.WriteUnsigned(proof.Escrow);
        writer.WriteCount(proof.FeeBps);
        writer.WriteUnsigned(proof.RewardCap);
        writer.WriteList(proof.Rounds, Write);
    }

    public static DisputeProof Read(scoped ref EventReader reader, DisputeRecord dispute) => new()
    {
        Dispute = dispute,
        Escrow = reader.ReadUnsigned(),
        FeeBps = reader.ReadCount(),
        RewardCap = reader.ReadUnsigned(),
        Rounds = reader.ReadList(ReadRound),
    };

    private static void Write(FieldWriter writer, RoundProof round)
    {
        writer.WriteCount(round.Number);
        writer.WriteBytes(round.PoolRoot.Span);
        writer.WriteCount(round.PoolCount);
        writer.WriteUnsigned(round.PoolTotal);
        writer.WriteList(round.Sources, static (fields, source) =>
        {
            fields.WriteText(source.Name);
            fields.WriteBytes(source.Value.Span);
        });
        writer.WriteBytes(round.Seed.Span);
        writer.WriteCount(round.Wanted);
        writer.WriteCount(round.WantedConsensus);
        writer.WriteCount(round.Seats);
        writer.WriteCount(round.Consensus);
        writer.WriteCount(round.Quorum);
        writer.WriteList(round.Hits, Write);
        writer.WriteList(round.Positions, static (fields, agent) => fields.WriteId(agent.Value));
        writer.WriteList(round.Offers, JurorFields.Write);
        writer.WriteUnsigned((ulong)(round.Verdict ?? 0));
        writer.WriteFlag(round.IsConsensus);
        writer.WriteUnsigned(round.Bond);
    }

    private static RoundProof ReadRound(scoped ref EventReader reader) => new()
    {
        Number = reader.ReadCount(),
        PoolRoot = reader.ReadBytes().ToArray(),
        PoolCount = reader.ReadCount(),
        PoolTotal = reader.ReadUnsigned(),
        Sources = reader.ReadList(static (scoped ref EventReader fields) => new SeedSource(fields.ReadText(), fields.ReadBytes().ToArray())),
        Seed = reader.ReadBytes().ToArray(),
        Wanted = reader.ReadCount(),
        WantedConsensus = reader.ReadCount(),
        Seats = reader.ReadCount(),
        Consensus = reader.ReadCount(),
        Quorum = reader.ReadCount(),
        Hits = reader.ReadList(ReadHit),
        Positions = reader.ReadList(static (scoped ref EventReader fields) => new AgentId(fields.ReadId())),
        Offers = reader.ReadList(JurorFields.Read),
        Verdict = JurorFields.ReadChoice(ref reader),
        IsConsensus = reader.ReadFlag(),
        Bond = reader.ReadUnsigned(),
    };

    private static void Write(FieldWriter writer, HitProof proof)
    {
        writer.WriteUnsigned(proof.Hit.Counter);
        writer.WriteUnsigned(proof.Hit.Ticket);
        writer.WriteCount(proof.Hit.Candidate + 1);
        writer.WriteUnsigned((ulong)proof.Hit.Outcome);
        writer.WriteFlag(proof.Agent is not null);
        if (proof.Agent is not { } agent)
            return;
        writer.WriteId(agent.Value);
        writer.WriteText(proof.Operator);
        writer.WriteUnsigned(proof.Weight);
        writer.WriteFlag(proof.IsBootstrap);
        writer.WriteList(proof.Path, static (fields, step) =>
        {
            fields.WriteFlag(step.IsLeft);
            fields.WriteUnsigned(step.Sibling.Sum);
            fields.WriteBytes(step.Sibling.Hash.Bytes);
        });
    }

    private static HitProof ReadHit(scoped ref EventReader reader)
    {
        var hit = new JuryHit(reader.ReadUnsigned(), reader.ReadUnsigned(), reader.ReadCount() - 1, reader.ReadWord<JuryHitOutcome>());
        return reader.ReadFlag()
            ? new HitProof(
                hit, new AgentId(reader.ReadId()), reader.ReadText(), reader.ReadUnsigned(), reader.ReadFlag(), reader.ReadList(ReadStep))
            : new HitProof(hit, null, "", 0, false, []);
    }

    private static JuryPathStep ReadStep(scoped ref EventReader reader)
    {
        var isLeft = reader.ReadFlag();
        var sum = reader.ReadUnsigned();
        return new JuryPathStep(isLeft, new JuryTreeNode(new Digest(reader.ReadBytes()), sum));
    }
}
