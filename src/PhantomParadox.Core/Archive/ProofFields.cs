using PhantomParadox.Journal;

namespace PhantomParadox.Archive;

/// <summary>A proof as fields of a record, without its dispute.</summary>
internal static class ProofFields
{
    private const ulong RelatedJobsSince = 2;

    public static void Write(FieldWriter writer, DisputeProof proof)
    {
        writer.WriteUnsigned(proof.Escrow);
        Write(writer, proof.Terms);
        writer.WriteCount(proof.Appeals);
        writer.WriteList(proof.Rounds, Write);
        foreach (var hit in proof.Rounds.SelectMany(round => round.Hits).Where(hit => hit.Hit.IsRelated))
            writer.WriteId(hit.RelatedJob?.Value ?? Guid.Empty);
    }

    public static DisputeProof Read(scoped ref EventReader reader, DisputeRecord dispute, ulong version)
    {
        var proof = new DisputeProof
        {
            Dispute = dispute,
            Escrow = reader.ReadUnsigned(),
            Terms = ReadTerms(ref reader),
            Appeals = reader.ReadCount(),
            Rounds = reader.ReadList(ReadRound),
        };
        if (version < RelatedJobsSince)
            return proof;
        List<RoundProof> rounds = [];
        foreach (var round in proof.Rounds)
            rounds.Add(round with { Hits = ReadRelatedJobs(ref reader, round.Hits) });
        return proof with { Rounds = rounds };
    }

    private static List<HitProof> ReadRelatedJobs(scoped ref EventReader reader, IReadOnlyList<HitProof> hits)
    {
        List<HitProof> named = [];
        foreach (var hit in hits)
        {
            if (!hit.Hit.IsRelated)
            {
                named.Add(hit);
                continue;
            }
            if (reader.IsAtEnd)
                throw new FormatException("The record ends before the job of a hit.");
            var job = reader.ReadId();
            named.Add(job == Guid.Empty ? hit : hit with { RelatedJob = new JobId(job) });
        }
        return named;
    }

    private static void Write(FieldWriter writer, ProofTerms terms)
    {
        writer.WriteCount(terms.JurySize);
        writer.WriteCount(terms.Consensus);
        writer.WriteCount(terms.OffersPerSeat);
        writer.WriteCount(terms.MaxAppeals);
        writer.WriteCount(terms.FeeBps);
        writer.WriteUnsigned(terms.RewardCap);
        writer.WriteUnsigned((ulong)terms.TimeoutPolicy);
    }

    private static ProofTerms ReadTerms(scoped ref EventReader reader) => new(
        reader.ReadCount(), reader.ReadCount(), reader.ReadCount(), reader.ReadCount(), reader.ReadCount(), reader.ReadUnsigned(),
        reader.ReadWord<JuryChoice>());

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
        writer.WriteFlag(round.Parties is not null);
        if (round.Parties is { } parties)
            Write(writer, parties);
        writer.WriteList(round.Hits, Write);
        writer.WriteList(round.Positions, static (fields, agent) => fields.WriteId(agent.Value));
        writer.WriteList(round.Departed, static (fields, agent) => fields.WriteId(agent.Value));
        writer.WriteList(round.Offers, JurorFields.Write);
        writer.WriteFlag(round.Tally is not null);
        if (round.Tally is { } tally)
            Write(writer, tally);
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
        Parties = reader.ReadFlag() ? ReadParties(ref reader) : null,
        Hits = reader.ReadList(ReadHit),
        Positions = reader.ReadList(static (scoped ref EventReader fields) => new AgentId(fields.ReadId())),
        Departed = reader.ReadList(static (scoped ref EventReader fields) => new AgentId(fields.ReadId())),
        Offers = reader.ReadList(JurorFields.Read),
        Tally = reader.ReadFlag() ? ReadTally(ref reader) : null,
        Verdict = JurorFields.ReadChoice(ref reader),
        IsConsensus = reader.ReadFlag(),
        Bond = reader.ReadUnsigned(),
    };

    private static void Write(FieldWriter writer, ProofParties parties)
    {
        writer.WriteId(parties.Agent.Value);
        writer.WriteText(parties.AgentOperator);
        writer.WriteFlag(parties.BuyerAgent is not null);
        if (parties.BuyerAgent is { } buyer)
            writer.WriteId(buyer.Value);
        writer.WriteText(parties.BuyerOperator);
    }

    private static ProofParties ReadParties(scoped ref EventReader reader) => new(
        new AgentId(reader.ReadId()), reader.ReadText(), reader.ReadFlag() ? new AgentId(reader.ReadId()) : null, reader.ReadText());

    private static void Write(FieldWriter writer, VoteTally tally)
    {
        writer.WriteCount(tally.BrainsWin);
        writer.WriteCount(tally.Split);
        writer.WriteCount(tally.MuscleWin);
    }

    private static VoteTally ReadTally(scoped ref EventReader reader) => new(reader.ReadCount(), reader.ReadCount(), reader.ReadCount());

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
