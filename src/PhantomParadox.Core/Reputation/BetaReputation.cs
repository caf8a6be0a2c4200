namespace PhantomParadox;

/// <summary>
/// The default policy: trust is what can be relied on by the evidence. Kept and broken promises are masses that halve with time; what is
/// shown is the lower bound of one standard deviation of a Beta distribution over them, so a newcomer starts low and one failure
/// weighs more than one success.
/// </summary>
/// <remarks>
/// <para>An approved job adds 1 · min(1, amount/reference) · 2^(−k) to what was kept, k being the jobs of the same buyer that were
/// credited within 30 days: one buyer can give 2 at most, however many jobs it posts. A failed attempt adds 1 to what was broken,
/// a missed deadline 2.</para>
/// <para>Integers only, so that every machine gets the same value: masses are unsigned fixed point with 32 fraction bits and saturate
/// below 2⁴⁵ (8,192 promises).</para>
/// <para>Source of the idea: A. Jøsang and R. Ismail, <i>The Beta Reputation System</i>, 2002.</para>
/// </remarks>
public sealed class BetaReputation : IReputationPolicy
{
    private const int MaxHalfLifeDays = 365;
    private const ulong One = 1UL << 32;
    private const ulong MaxMass = (1UL << 45) - 1;

    private readonly DecayTable _decay;
    private readonly ulong _referenceAmount;

    /// <summary>Makes the policy.</summary>
    /// <param name="halfLife">Time in which a mass halves: whole days, 1 to 365. The market's default is 30 days.</param>
    /// <param name="referenceAmount">Payment, in the smallest unit of its currency, from which a job counts fully; at least 1. The
    /// market's default is 10⁷.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range, or <paramref name="halfLife"/> is no whole number of
    /// days.</exception>
    public BetaReputation(TimeSpan halfLife, ulong referenceAmount)
    {
        if (halfLife.Ticks % TimeSpan.TicksPerDay != 0 || halfLife.Days is < 1 or > MaxHalfLifeDays)
            throw new ArgumentOutOfRangeException(nameof(halfLife), halfLife, "The half-life must be 1 to 365 whole days.");
        ArgumentOutOfRangeException.ThrowIfZero(referenceAmount);
        _decay = new DecayTable(halfLife.Days);
        _referenceAmount = referenceAmount;
    }

    /// <inheritdoc/>
    public ReputationState Initial(int day) => new(0, 0, 0, 0, day, 0);

    /// <inheritdoc/>
    public ReputationState Decay(in ReputationState state, int day)
    {
        if (day <= state.Day)
            return state;
        var days = (long)day - state.Day;
        return state with
        {
            WorkKept = _decay.Decay(state.WorkKept, days),
            WorkBroken = _decay.Decay(state.WorkBroken, days),
            JuryKept = _decay.Decay(state.JuryKept, days),
            JuryBroken = _decay.Decay(state.JuryBroken, days),
            Day = day,
        };
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The fact is of no known kind.</exception>
    public ReputationState Credit(in ReputationState state, in ReputationFact fact) => fact.Kind switch
    {
        ReputationFactKind.JobApproved => state with { WorkKept = Approve(state.WorkKept, fact.Amount, fact.EarlierCreditsOfPair) },
        ReputationFactKind.AttemptFailed => state with { WorkBroken = Add(state.WorkBroken, One) },
        ReputationFactKind.DeadlineMissed => state with { WorkBroken = Add(state.WorkBroken, 2 * One) },
        ReputationFactKind.DisputeLost => state with { WorkBroken = Add(state.WorkBroken, 4 * One) },
        ReputationFactKind.DisputeWon => state with { WorkKept = Add(state.WorkKept, One) },
        ReputationFactKind.JurorCoherent => state with { JuryKept = Add(state.JuryKept, One) },
        ReputationFactKind.JurorIncoherent => state with { JuryBroken = Add(state.JuryBroken, One / 2) },
        ReputationFactKind.JurorSilent => state with { JuryBroken = Add(state.JuryBroken, 2 * One) },
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.Kind, "No such kind of fact."),
    };

    /// <inheritdoc/>
    public int Shown(in ReputationState state) => new LowerBound(Bounded(state.WorkKept), Bounded(state.WorkBroken)).Hundredths;

    /// <inheritdoc/>
    public int JuryWeight(in ReputationState state) => new LowerBound(
        Bounded(state.WorkKept) + Bounded(state.JuryKept),
        Bounded(state.WorkBroken) + Bounded(state.JuryBroken)).Thousandths;

    /// <summary>Both at once: without jury duty, kept or broken, they come of the same bound.</summary>
    internal (int Shown, int JuryWeight) Judge(in ReputationState state)
    {
        var work = new LowerBound(Bounded(state.WorkKept), Bounded(state.WorkBroken)).Thousandths;
        return (LowerBound.ToHundredths(work), (state.JuryKept | state.JuryBroken) == 0 ? work : JuryWeight(state));
    }

    /// <summary>The work kept as promised once a job was approved.</summary>
    internal ulong Approve(ulong kept, ulong amount, int earlierCreditsOfPair)
    {
        var value = amount >= _referenceAmount ? One : (ulong)(((UInt128)amount << 32) / _referenceAmount);
        // A shift by 64 would be one by 0.
        return Add(kept, value >> Math.Clamp(earlierCreditsOfPair, 0, 63));
    }

    private static ulong Add(ulong mass, ulong weight) => Math.Min(Bounded(mass) + weight, MaxMass);

    // States come from events, and a policy with other bounds may have written them.
    private static ulong Bounded(ulong mass) => Math.Min(mass, MaxMass);
}
