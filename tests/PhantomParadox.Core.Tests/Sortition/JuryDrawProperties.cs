using FsCheck.Xunit;

namespace PhantomParadox.Core.Tests.Sortition;

// Goal: a draw is the definition's, whatever pool, seed and facts. Method: pools across the borders of the runs, few operators so that
// they collide, and the definition written out over a plain list.
public sealed class JuryDrawProperties
{
    [Property(MaxTest = 500)]
    public void NoCandidate_IsHitTwice_AndNoOperator_HasTwoPositions(ushort size, uint[] mix, int seed, byte seats)
    {
        var (weights, facts) = Pool(size, mix);
        var drawing = JuryDraw.Run(new(weights), Pools.Seed(seed), 3 + seats % 20, facts);
        int[] hits = [.. drawing.Hits.ToArray().Where(hit => hit.Candidate >= 0).Select(hit => hit.Candidate)];
        int[] operators = [.. drawing.Positions.ToArray().Select(facts.OperatorOf).Where(number => number != 0)];
        Assert.Equal(hits.Length, hits.Distinct().Count());
        Assert.Equal(operators.Length, operators.Distinct().Count());
        Assert.Equal(drawing.Positions.Length, drawing.Positions.ToArray().Distinct().Count());
        Assert.Subset(hits.ToHashSet(), drawing.Positions.ToArray().ToHashSet());
    }

    [Property(MaxTest = 500)]
    public void ADraw_IsWhatTheDefinitionSays_AndLeavesTheUrnAsItWas(ushort size, uint[] mix, int seed, byte seats)
    {
        var (weights, facts) = Pool(size, mix);
        var urn = new JuryUrn(weights);
        var total = urn.Total;
        for (var again = 0; again < 2; again++)
        {
            var drawing = JuryDraw.Run(urn, Pools.Seed(seed), 3 + seats % 20, facts);
            var (hits, positions) = ByDefinition(weights, Pools.Seed(seed), 3 + seats % 20, facts);
            Assert.Equal(hits, drawing.Hits.ToArray());
            Assert.Equal(positions, drawing.Positions.ToArray());
            Assert.Equal(total, urn.Total);
        }
    }

    private static (uint[] Weights, TableFacts Facts) Pool(ushort size, uint[] mix)
    {
        // Generated numbers are small ones; spread, they cross every border of the runs.
        var count = size * 40_503 % 5_000;
        uint At(int index) => unchecked(((mix.Length == 0 ? 1 : mix[index % mix.Length]) + (uint)index) * 2_654_435_761);
        var weights = Enumerable.Range(0, count).Select(index => At(index) >> (int)(At(index) % 31)).ToArray();
        var bars = Enumerable.Range(0, count).Select(index => (JuryBar)Math.Max(0, (int)(At(index) >> 7) % 10 - 4)).ToArray();
        var operators = Enumerable.Range(0, count).Select(index => (int)(At(index) >> 11) % 40).ToArray();
        return (weights, new(index => bars[index], index => operators[index] < 25 ? operators[index] : 0));
    }

    private static (JuryHit[] Hits, int[] Positions) ByDefinition(uint[] weights, Digest seed, int seats, TableFacts facts)
    {
        var (hits, positions) = (new List<JuryHit>(), new List<int>());
        var remaining = weights.ToArray();
        bool IsTaken(int candidate) => facts.OperatorOf(candidate) is var number and not 0
            && positions.Exists(position => facts.OperatorOf(position) == number);
        for (ulong counter = 0; positions.Count < 3 * seats && hits.Count < 512 && remaining.Any(weight => weight > 0); counter++)
        {
            var ticket = JuryDraw.Number(seed, counter) % (ulong)remaining.Sum(weight => (long)weight);
            ulong running = 0;
            var candidate = Array.FindIndex(remaining, weight => (running += weight) > ticket);
            remaining[candidate] = 0;
            var outcome = facts.BarOf(candidate) switch
            {
                JuryBar.Party => JuryHitOutcome.Party,
                JuryBar.EarlierRound => JuryHitOutcome.EarlierRound,
                JuryBar.Related => JuryHitOutcome.Related,
                JuryBar.PartyOperator => JuryHitOutcome.PartyOperator,
                JuryBar.RelatedPartyOperator => JuryHitOutcome.RelatedPartyOperator,
                _ => IsTaken(candidate) ? JuryHitOutcome.SameOperator : JuryHitOutcome.Seat,
            };
            hits.Add(new(counter, ticket, candidate, outcome));
            if (outcome == JuryHitOutcome.Seat)
                positions.Add(candidate);
        }

        if (positions.Count < seats)
        {
            foreach (var hit in hits.Where(hit => hit.Outcome == JuryHitOutcome.Related))
            {
                if (positions.Count < 3 * seats && !IsTaken(hit.Candidate))
                    positions.Add(hit.Candidate);
            }
        }

        return ([.. hits], [.. positions]);
    }
}
