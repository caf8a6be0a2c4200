using System.Text;

namespace PhantomParadox.Core.Tests.Sortition;

public sealed class VectorTests
{
    public static TheoryData<string> Draws => [.. Vectors.All.Draws.Select(draw => draw.Name)];

    [Theory]
    [MemberData(nameof(Draws))]
    public void Root_Seed_Hits_Positions_AndSize_AreThoseOfTheVector(string name)
    {
        var draw = Draw(name);
        var tree = Pools.Tree(Leaves(draw));
        var pool = tree.Commit();
        Assert.Equal((draw.Candidates.Length, draw.Expected.Total), (pool.Count, pool.Top.Sum));
        Assert.Equal(draw.Expected.TopHash, pool.Top.Hash.ToString());
        Assert.Equal(draw.Expected.PoolRoot, pool.Root.ToString());

        SeedSource[] sources = [.. draw.Sources.Select(source => new SeedSource(source.Name, Convert.FromHexString(source.ValueHex)))];
        var seed = JurySeed.Compute(draw.DisputeId, draw.Round, pool.Root, sources);
        Assert.Equal(draw.Expected.Seed, seed.ToString());

        var drawing = JuryDraw.Run(new(draw.Candidates.Select(candidate => candidate.Weight).ToArray()), seed, draw.Seats, Facts(draw));
        Assert.Equal(draw.Expected.Hits, drawing.Hits.ToArray().Select(hit =>
            new VectorHit(hit.Counter, hit.Ticket, draw.Candidates[hit.Candidate].AgentId, Word(hit.Outcome))));
        Assert.Equal(draw.Expected.Positions, drawing.Positions.ToArray().Select(position => draw.Candidates[position].AgentId));
        var size = JurySize.Choose(draw.Seats, JurySize.ConsensusOf(draw.Seats), drawing.Positions.Length);
        Assert.Equal(draw.Expected.Seats, size.Seats);

        Assert.Equal(draw.Expected.FirstSeatPath, tree.Path(drawing.Positions[0]).Select(step =>
            new VectorStep(step.IsLeft ? "L" : "R", step.Sibling.Sum, step.Sibling.Hash.ToString())));
    }

    [Theory]
    [MemberData(nameof(Draws))]
    public void EveryHit_IsProvedByPathsAlone(string name)
    {
        var draw = Draw(name);
        var tree = Pools.Tree(Leaves(draw));
        var pool = tree.Commit();
        var seed = Vectors.Hex(draw.Expected.Seed);
        var earlier = new List<(ulong Before, ulong Weight)>();
        foreach (var hit in draw.Expected.Hits)
        {
            var index = Array.FindIndex(draw.Candidates, candidate => candidate.AgentId == hit.AgentId);
            var path = tree.Path(index);
            Assert.True(JuryPath.Verify(tree.Leaf(index), index, pool.Count, path, pool.Top));
            var before = JuryPath.WeightBefore(path);
            var remaining = pool.Top.Sum - (ulong)earlier.Sum(other => (long)other.Weight);
            var below = before - (ulong)earlier.Where(other => other.Before < before).Sum(other => (long)other.Weight);
            Assert.True(JuryDraw.TryReduce(JuryDraw.Number(seed, hit.Counter), remaining, out var ticket));
            Assert.Equal(hit.T, ticket);
            Assert.InRange(ticket, below, below + tree.Leaf(index).Sum - 1);
            earlier.Add((before, tree.Leaf(index).Sum));
        }
    }

    [Fact]
    public void Commitments_AreThoseOfTheVectors() => Assert.All(Vectors.All.Commitments, vote =>
    {
        var salt = Convert.FromHexString(vote.SaltHex);
        var commitment = VoteCommitment.Compute(vote.DisputeId, vote.Round, vote.JurorId, vote.Choice, salt);
        Assert.Equal(vote.Expected, commitment.ToString());
        Assert.True(VoteCommitment.Verify(commitment, vote.DisputeId, vote.Round, vote.JurorId, vote.Choice, salt));
    });

    [Fact]
    public void Divisions_AreThoseOfTheVectors() => Assert.All(Vectors.All.Divisions, division =>
    {
        var shares = new ulong[division.Parts.Length];
        LargestRemainder.Divide(division.Total, division.Parts.Select(part => part.Weight).ToArray(), shares);
        Assert.Equal(division.Expected.Select(share => share.Amount), shares);
    });

    private static VectorDraw Draw(string name) => Vectors.All.Draws.Single(draw => draw.Name == name);

    private static JuryTreeNode[] Leaves(VectorDraw draw) =>
        [.. draw.Candidates.Select(candidate => Pools.Leaf(candidate.AgentId, candidate.OperatorId, candidate.Weight))];

    private static TableFacts Facts(VectorDraw draw)
    {
        string[] operators = ["", .. draw.Candidates.Select(candidate => candidate.OperatorId).Where(id => id != "").Distinct()];
        return new(
            index => Bar(draw.Excluded.GetValueOrDefault(draw.Candidates[index].AgentId)
                ?? draw.Excluded.GetValueOrDefault("op:" + draw.Candidates[index].OperatorId)),
            index => Array.IndexOf(operators, draw.Candidates[index].OperatorId));
    }

    private static JuryBar Bar(string? reason) => reason switch
    {
        null => JuryBar.None,
        "party" => JuryBar.Party,
        "earlier_round" => JuryBar.EarlierRound,
        "related" => JuryBar.Related,
        "party_operator" => JuryBar.PartyOperator,
        _ => throw new FormatException(reason),
    };

    private static string Word(JuryHitOutcome outcome)
    {
        var word = new StringBuilder();
        foreach (var letter in outcome.ToString())
            word.Append(char.IsUpper(letter) && word.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(letter));
        return word.ToString();
    }
}
