using System.Text;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Checks;

/// <summary>What is known of a round's pool.</summary>
/// <param name="Root">Its root; null where none is published.</param>
/// <param name="Total">Its weight in all.</param>
/// <param name="Hits">The candidates that were hit, by hit; null for numbers that hit none, and where the hit's own proof fails.</param>
internal sealed record PoolView(Digest? Root, ulong Total, IReadOnlyList<PoolHit?> Hits);

/// <summary>A candidate that was hit.</summary>
/// <param name="Index">Its place in the pool.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Before">The weight of all candidates before it.</param>
internal sealed record PoolHit(int Index, ulong Weight, ulong Before);

/// <summary>Checks a pool's root through the path of every candidate that was hit, and from the whole pool where it is given.</summary>
internal static class PoolCheck
{
    public static PoolView Run(Guid dispute, WireRoundProof round, PoolFiles files, Place place, Findings findings)
    {
        Digest? root = Fields.TryDigest(round.PoolRoot, out var parsed) ? parsed : null;
        findings.That(root is not null || round.PoolRoot is null, place.ToString(), "poolRoot is no SHA-256 value");
        findings.That(root is not null || round.Seed is null, place.ToString(), "a jury was drawn before the pool's root was published");
        findings.That(round.PoolCount >= JurySize.Smallest, place.ToString(), "a pool has at least 3 candidates");
        findings.That(Fields.TryNumber(round.PoolTotal, out var total), place.ToString(), "poolTotal is no whole number");
        findings.That(root is null == (total == 0), place.ToString(), "poolTotal is published with the root");
        var hits = new List<PoolHit?>();
        foreach (var hit in round.Hits)
            hits.Add(root is { } known && hit.Outcome != "out_of_range" ? Climb(round, hit, known, total, place, findings) : null);
        var file = files.Of(dispute, round.Round);
        if (file is not null)
            CheckFile(file, round, findings, place);
        else if (root is not null && hits.TrueForAll(hit => hit is null))
            findings.Note($"round {round.Round}: nobody is shown to have stood in the pool, so only the pool's file can confirm its root.");
        else if (root is not null)
            findings.Note($"round {round.Round}: the root was confirmed through those who were hit; the pool's file would show all {round.PoolCount}.");
        return new PoolView(root, total, hits);
    }

    private static PoolHit? Climb(WireRoundProof round, WireHitProof hit, in Digest root, ulong total, Place place, Findings findings)
    {
        var at = place.Hit((int)hit.Counter);
        if (hit is not { Candidate: { } index, AgentId: { } agent, Operator: { } @operator, Bootstrap: not null, Path: { } steps })
        {
            findings.Fail(at, "the candidate that was hit isn't shown");
            return null;
        }
        if (!Fields.TryNumber(hit.Weight, out var weight) || weight is 0 or > JuryTreeNode.MaxWeight)
        {
            findings.Fail(at, "the weight is none that a candidate can have");
            return null;
        }
        var path = new JuryPathStep[steps.Count];
        for (var step = 0; step < path.Length; step++)
        {
            if (steps[step].Side is not ("L" or "R") || !Fields.TryNumber(steps[step].Sum, out var sum) || !Fields.TryDigest(steps[step].Hash, out var hash))
            {
                findings.Fail(at, $"step {step} of the path can't be read");
                return null;
            }
            path[step] = new JuryPathStep(steps[step].Side == "L", new JuryTreeNode(hash, sum));
        }
        var leaf = LeafOf(agent, @operator, weight);
        var holds = JuryPath.TryClimb(leaf, index, round.PoolCount, path, out var top)
            && JuryPoolCommitment.Of(round.PoolCount, top).Root == root;
        if (!findings.That(holds, at, $"the path doesn't lead from {agent} to the pool's root"))
            return null;
        findings.Same(total, top.Sum, place.ToString(), "poolTotal");
        return new PoolHit(index, weight, JuryPath.WeightBefore(path));
    }

    private static void CheckFile(DisputePoolReply file, WireRoundProof round, Findings findings, Place place)
    {
        findings.Same(file.PoolRoot, round.PoolRoot, PoolFiles.Place, "poolRoot");
        findings.Same(file.PoolCount, round.PoolCount, PoolFiles.Place, "poolCount");
        findings.Same(file.PoolTotal, round.PoolTotal, PoolFiles.Place, "poolTotal");
        findings.Same(file.Candidates.Count, round.PoolCount, PoolFiles.Place, "the number of candidates");
        var root = new JuryPoolRoot();
        SortedSet<Guid> known = [];
        for (var index = 0; index < file.Candidates.Count; index++)
        {
            var candidate = file.Candidates[index];
            if (!Fields.TryNumber(candidate.Weight, out var weight) || weight is 0 or > JuryTreeNode.MaxWeight)
            {
                findings.Fail(PoolFiles.Place, $"candidate {index} has a weight that no candidate can have");
                return;
            }
            findings.That(known.Add(candidate.AgentId), PoolFiles.Place, $"{candidate.AgentId} stands in the pool twice");
            root.Add(LeafOf(candidate.AgentId, candidate.Operator, weight));
        }
        if (root.Count == 0)
            return;
        findings.Same(root.Commit().Root.ToString(), file.PoolRoot, PoolFiles.Place, "the root of its candidates");
        foreach (var hit in round.Hits)
        {
            if (hit.Candidate is not { } index || index < 0 || index >= file.Candidates.Count)
                continue;
            var candidate = file.Candidates[index];
            var same = hit.AgentId == candidate.AgentId && hit.Operator == candidate.Operator && hit.Weight == candidate.Weight
                && hit.Bootstrap == candidate.Bootstrap;
            findings.That(same, place.Hit((int)hit.Counter), $"candidate {index} of the pool's file is another, or is described otherwise");
        }
    }

    private static JuryTreeNode LeafOf(Guid agent, string @operator, ulong weight) =>
        JuryTreeNode.Leaf(Encoding.UTF8.GetBytes(agent.ToString("D")), Encoding.UTF8.GetBytes(@operator), weight);
}
