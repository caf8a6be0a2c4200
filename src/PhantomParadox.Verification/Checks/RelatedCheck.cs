using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Checks;

/// <summary>
/// Checks the jobs that make candidates related to a party: each such candidate names one, nobody else does, and one job is between one
/// candidate and a party. That it was paid within 30 days of the opening is the market's word. Source: the rules of the market, §3.6.
/// </summary>
internal static class RelatedCheck
{
    public static void Run(DisputeProofReply proof, Findings findings)
    {
        SortedDictionary<Guid, Guid?> related = [];
        foreach (var round in proof.Rounds)
        {
            var place = new Place(round.Round);
            foreach (var hit in round.Hits)
                Check(proof, round, hit, related, place.Hit((int)hit.Counter), findings);
        }
    }

    private static void Check(
        DisputeProofReply proof, WireRoundProof round, WireHitProof hit, SortedDictionary<Guid, Guid?> related, string at, Findings findings)
    {
        var isRelated = hit.Outcome is "related" or "related_party_operator";
        if (hit.JobId is not { } job)
        {
            findings.That(!isRelated, at, "it is related to a party, but no job says so");
            return;
        }
        findings.That(isRelated, at, $"a job makes {hit.AgentId} related, but the outcome is {hit.Outcome}");
        findings.That(job != proof.Dispute.JobId, at, "the job that makes it related is the one in dispute");
        var drawn = round.Offers.Count == 0 ? proof.Dispute.ResolvedAt : round.Offers[0].InvitedAt;
        findings.That(job.Version == 7 && Fields.TimeOf(job) <= drawn, at, $"{job} is no job of before the draw");
        if (!related.TryAdd(job, hit.AgentId))
            findings.That(related[job] == hit.AgentId, at, $"{job} makes {related[job]} related, too");
    }
}
