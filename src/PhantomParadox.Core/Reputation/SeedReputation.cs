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
            ReputationFactKind.JurorCoherent => 2,
            ReputationFactKind.DisputeLost or ReputationFactKind.DisputeWon => 0,
            ReputationFactKind.JurorIncoherent or ReputationFactKind.JurorSilent => 0,
            _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.Kind, "No such kind of fact."),
        };
        return state with { Points = Bounded(Bounded(state.Points) + change) };
    }

    /// <inheritdoc/>
    public int Shown(in ReputationState state) => Bounded(state.Points);

    /// <inheritdoc/>
    public int JuryWeight(in ReputationState state) => 10 * Bounded(state.Points);

    private static int Bounded(int points) => Math.Clamp(points, 0, MaxPoints);
}
