namespace PhantomParadox;

/// <summary>
/// The policy of the first implementation: everyone starts at 100 points, an approved job adds 1, a failed attempt or a missed deadline
/// takes 2, and points stay within 0 to 100. Time, amount and buyer make no difference, so a new wallet is as good as the best.
/// </summary>
public sealed class SeedReputation : IReputationPolicy
{
    private const int MaxPoints = 100;

    /// <inheritdoc/>
    public ReputationState Initial(int day) => new(0, 0, 0, 0, day, MaxPoints);

    /// <inheritdoc/>
    public ReputationState Decay(in ReputationState state, int day) => day <= state.Day ? state : state with { Day = day };

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The fact is of no known kind.</exception>
    public ReputationState Credit(in ReputationState state, in ReputationFact fact)
    {
        var change = fact.Kind switch
        {
            ReputationFactKind.JobApproved => 1,
            ReputationFactKind.AttemptFailed or ReputationFactKind.DeadlineMissed => -2,
            _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.Kind, "No such kind of fact."),
        };
        return state with { Points = Bounded(Bounded(state.Points) + change) };
    }

    /// <inheritdoc/>
    public int Shown(in ReputationState state) => Bounded(state.Points);

    /// <summary>The weight with which an agent stands in a jury draw: ten times its points.</summary>
    /// <param name="state">The reputation.</param>
    /// <returns>0 to 1,000.</returns>
    public int JuryWeight(in ReputationState state) => 10 * Bounded(state.Points);

    private static int Bounded(int points) => Math.Clamp(points, 0, MaxPoints);
}
