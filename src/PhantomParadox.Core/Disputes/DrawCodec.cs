using PhantomParadox.Identity;
using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>A draw as bytes of an event.</summary>
internal static class DrawCodec
{
    public static ReadOnlySpan<byte> Encode(ReadOnlySpan<JuryHit> hits)
    {
        var writer = new FieldWriter();
        foreach (ref readonly var hit in hits)
        {
            writer.WriteUnsigned(hit.Counter);
            writer.WriteUnsigned(hit.Ticket);
            writer.WriteUnsigned((ulong)(hit.Candidate + 1));
            writer.WriteUnsigned((ulong)hit.Outcome);
        }
        return writer.Written;
    }

    public static List<JuryHit> Hits(ReadOnlySpan<byte> encoded)
    {
        List<JuryHit> hits = [];
        for (var reader = new EventReader(encoded); !reader.IsAtEnd;)
        {
            hits.Add(new JuryHit(
                reader.ReadUnsigned(), reader.ReadUnsigned(), (int)reader.ReadUnsigned() - 1, (JuryHitOutcome)reader.ReadUnsigned()));
        }
        return hits;
    }

    public static ReadOnlySpan<byte> Encode(ReadOnlySpan<int> positions, ReadOnlySpan<PoolCandidate> candidates)
    {
        var writer = new FieldWriter();
        foreach (var position in positions)
            writer.WriteHandle(candidates[position].Agent);
        return writer.Written;
    }

    /// <summary>The jobs of the hits that are related to a party, in their order.</summary>
    public static ReadOnlySpan<byte> EncodeRelatedJobs(ReadOnlySpan<JuryHit> hits, DrawFacts facts)
    {
        var writer = new FieldWriter();
        foreach (ref readonly var hit in hits)
        {
            if (hit.IsRelated)
                writer.WriteWide(facts.RelatedJobOf(hit.Candidate));
        }
        return writer.Written;
    }

    /// <summary>The job of each hit; none for those that aren't related to a party, and where the journal didn't name it.</summary>
    public static List<JobId?> RelatedJobs(List<JuryHit> hits, ReadOnlySpan<byte> encoded)
    {
        List<JobId?> jobs = [];
        var reader = new EventReader(encoded);
        foreach (var hit in hits)
            jobs.Add(hit.IsRelated && reader.ReadWide() is var job && job != 0 ? new JobId(Uuid.ToGuid(job)) : null);
        return jobs;
    }

    /// <summary>The agent called to a position, from 0.</summary>
    public static Handle PositionAt(ReadOnlySpan<byte> encoded, int position)
    {
        var reader = new EventReader(encoded);
        for (; position > 0; position--)
            reader.ReadHandle();
        return reader.ReadHandle();
    }
}
