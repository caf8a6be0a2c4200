namespace PhantomParadox.Core.Tests.Sortition;

// Goal: who sits follows the weights. Method: 30,000 fixed seeds, juries of 3 among 8; each of the 56 possible juries is a cell of a
// χ² test against its exact probability, so that a bias in who sits with whom shows as well as one in who sits at all.
public sealed class JuryDrawFairnessTests
{
    private const int Seeds = 30_000;

    // χ² with 55 degrees of freedom is above this once in a thousand.
    private const double Critical = 93.17;

    private static readonly uint[] Weights = [300, 410, 520, 630, 700, 810, 920, 1000];

    [Fact]
    public void Juries_FollowTheWeights()
    {
        var urn = new JuryUrn(Weights);
        Assert.InRange(Statistic(number => JuryDraw.Run(urn, Pools.Seed(number), 3, TableFacts.Free).Positions[..3].ToArray()), 0, Critical);
    }

    [Fact]
    public void Juries_FollowTheWeightsOfTheEligible()
    {
        // The barred stand between the eight and weigh as much as they do together.
        uint[] all = [.. Weights.SelectMany(weight => new[] { 660u, weight })];
        var (urn, facts) = (new JuryUrn(all), new TableFacts(index => index % 2 == 0 ? JuryBar.Party : JuryBar.None, _ => 0));
        int[] Seated(int number) => [.. JuryDraw.Run(urn, Pools.Seed(number), 3, facts).Positions[..3].ToArray().Select(index => index / 2)];
        Assert.InRange(Statistic(Seated), 0, Critical);
    }

    [Fact]
    public void AShuffleByARandomComparer_IsRejected() =>
        Assert.True(Statistic(SortedByARandomComparer) > 10 * Critical);

    [Fact]
    public void AnEvenShuffle_IsRejected() => Assert.True(Statistic(number =>
    {
        var order = Enumerable.Range(0, Weights.Length).ToArray();
        new Random(number).Shuffle(order);
        return order[..3];
    }) > 10 * Critical);

    private static int[] SortedByARandomComparer(int number)
    {
        var random = new Random(number);
        var order = Enumerable.Range(0, Weights.Length).ToArray();
        Array.Sort(order, (left, right) =>
            left == right ? 0 : random.NextInt64(Weights[left] + Weights[right]) < Weights[left] ? -1 : 1);
        return order[..3];
    }

    private static double Statistic(Func<int, int[]> draw)
    {
        var observed = new Dictionary<int, int>();
        for (var number = 0; number < Seeds; number++)
        {
            var jury = draw(number).Aggregate(0, (set, index) => set | 1 << index);
            observed[jury] = observed.GetValueOrDefault(jury) + 1;
        }

        var expected = Probabilities();
        Assert.Equal(1.0, expected.Values.Sum(), 1e-9);
        Assert.Equal(56, expected.Count);
        Assert.True(expected.Values.Min() * Seeds > 50);
        return expected.Sum(cell => Math.Pow(observed.GetValueOrDefault(cell.Key) - Seeds * cell.Value, 2) / (Seeds * cell.Value));
    }

    private static Dictionary<int, double> Probabilities()
    {
        double total = Weights.Sum(weight => weight);
        var juries = new Dictionary<int, double>();
        for (var first = 0; first < Weights.Length; first++)
        {
            for (var second = 0; second < Weights.Length; second++)
            {
                for (var third = 0; third < Weights.Length; third++)
                {
                    if (first == second || second == third || first == third)
                        continue;
                    var jury = 1 << first | 1 << second | 1 << third;
                    juries[jury] = juries.GetValueOrDefault(jury)
                        + Weights[first] / total
                        * (Weights[second] / (total - Weights[first]))
                        * (Weights[third] / (total - Weights[first] - Weights[second]));
                }
            }
        }

        return juries;
    }
}
