using System.Globalization;
using System.Text;
using System.Text.Json;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Does with the proof of a round what its readers do.</summary>
internal static class JuryProof
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web);

    /// <summary>Checks the seed, every number, whom it hit, and the path of each.</summary>
    public static void Verify(DisputeId dispute, RoundProof round)
    {
        var root = new Digest(round.PoolRoot.Span);
        var seed = JurySeed.Compute(dispute.ToString(), (uint)round.Number, root, [.. round.Sources]);
        Require(seed == new Digest(round.Seed.Span), "seed");
        var top = TopOf(round);
        Require(JuryPoolCommitment.Of(round.PoolCount, top).Root == root, "root");
        List<(int Candidate, ulong Weight)> gone = [];
        var remaining = round.PoolTotal;
        foreach (var hit in round.Hits)
        {
            var inRange = JuryDraw.TryReduce(JuryDraw.Number(seed, hit.Hit.Counter), remaining, out var ticket);
            Require(inRange == hit.Agent.HasValue && ticket == hit.Hit.Ticket, "number");
            if (hit.Agent is not { } agent)
                continue;
            var leaf = JuryTreeNode.Leaf(Encoding.UTF8.GetBytes(agent.ToString()), Encoding.UTF8.GetBytes(hit.Operator), hit.Weight);
            Require(JuryPath.Verify(leaf, hit.Hit.Candidate, round.PoolCount, [.. hit.Path], top), "path");
            var before = JuryPath.WeightBefore([.. hit.Path]);
            foreach (var (candidate, weight) in gone)
                before -= candidate < hit.Hit.Candidate ? weight : 0;
            Require(before <= ticket && ticket < before + hit.Weight, "hit");
            gone.Add((hit.Hit.Candidate, hit.Weight));
            remaining -= hit.Weight;
        }
    }

    /// <summary>Bytes of a round's proof on the wire.</summary>
    public static int SizeAsJson(RoundProof round)
    {
        var hits = round.Hits.Select(hit => new WireHitProof
        {
            Counter = (long)hit.Hit.Counter,
            Outcome = "seat",
            Ticket = Text(hit.Hit.Ticket),
            Candidate = hit.Hit.Candidate,
            AgentId = hit.Agent?.Value,
            Operator = hit.Operator,
            Weight = Text(hit.Weight),
            Bootstrap = hit.IsBootstrap,
            Path = [.. hit.Path.Select(step => new WirePathStep(step.IsLeft ? "L" : "R", Text(step.Sibling.Sum), step.Sibling.Hash.ToString()))],
        });
        var offers = round.Offers.Select(juror => new WireSeatOffer
        {
            AgentId = juror.Agent.Value,
            WalletAddress = juror.Wallet,
            Seat = juror.Seat,
            Offer = juror.Offer,
            InvitedAt = juror.InvitedAt.ToUnixTimeMilliseconds(),
            Answer = "accepted",
            AnsweredAt = juror.AnsweredAt?.ToUnixTimeMilliseconds(),
            Vote = "muscle_win",
            VotedAt = juror.VotedAt?.ToUnixTimeMilliseconds(),
            Confidence = juror.Confidence,
            IsVoid = juror.IsVoid,
            Rewarded = (long)juror.Rewarded,
        });
        return JsonSerializer.SerializeToUtf8Bytes(new { hits, offers, positions = round.Positions.Select(agent => agent.Value) }, Wire).Length;
    }

    // The first path gives the top: the others must lead to the same.
    private static JuryTreeNode TopOf(RoundProof round)
    {
        var hit = round.Hits.First(hit => hit.Agent is not null);
        var node = JuryTreeNode.Leaf(Encoding.UTF8.GetBytes(hit.Agent.ToString()!), Encoding.UTF8.GetBytes(hit.Operator), hit.Weight);
        foreach (var step in hit.Path)
            node = step.IsLeft ? JuryTreeNode.Parent(step.Sibling, node) : JuryTreeNode.Parent(node, step.Sibling);
        return node;
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException($"The proof doesn't hold: {what}.");
    }

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
