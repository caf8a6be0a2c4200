using FsCheck.Xunit;
using Xunit;

namespace PhantomParadox.Core.Tests.Reputation;

// Goal: the numbers keep their bounds whatever an event holds. Method: masses over their whole range, small and saturated ones included.
public sealed class BetaReputationProperties
{
    private const ulong MassLimit = 1UL << 45;

    private readonly BetaReputation _policy = new(TimeSpan.FromDays(30), 10_000_000);

    [Property(MaxTest = 2_000)]
    public bool Shown_And_JuryWeight_StayInRange(ulong[] masses, byte shift)
    {
        var state = State(masses, shift);
        return _policy.Shown(state) is >= 0 and <= 100 && _policy.JuryWeight(state) is >= 0 and <= 1000;
    }

    [Property(MaxTest = 2_000)]
    public bool JudgingBothAtOnce_IsAskingForEach(ulong[] masses, byte shift)
    {
        var state = State(masses, shift);
        var withoutDuty = state with { JuryKept = 0, JuryBroken = 0 };
        return IsSame(state) && IsSame(withoutDuty) && IsSame(withoutDuty with { JuryKept = 1 }) && IsSame(withoutDuty with { JuryBroken = 1 });

        bool IsSame(in ReputationState of) => _policy.Judge(of) == (_policy.Shown(of), _policy.JuryWeight(of));
    }

    [Property(MaxTest = 2_000)]
    public bool Masses_StayBelowTheirLimit_OnAnyFacts(ulong[] masses, byte shift, byte[] kinds, ulong amount)
    {
        var state = State(masses, shift);
        foreach (var kind in kinds)
        {
            state = _policy.Credit(state, new((ReputationFactKind)(1 + kind % 3), amount, kind / 3));
            if (state.WorkKept >= MassLimit || state.WorkBroken >= MassLimit)
                return false;
        }

        return true;
    }

    [Property(MaxTest = 2_000)]
    public bool AKeptPromise_NeverLowers_And_ABrokenOneNeverRaises(ulong[] masses, byte shift, ulong amount, byte earlier)
    {
        var state = State(masses, shift);
        var shown = _policy.Shown(state);
        return _policy.Shown(_policy.Credit(state, new(ReputationFactKind.JobApproved, amount, earlier))) >= shown
            && _policy.Shown(_policy.Credit(state, new(ReputationFactKind.AttemptFailed, amount, earlier))) <= shown
            && _policy.Shown(_policy.Credit(state, new(ReputationFactKind.DeadlineMissed, amount, earlier))) <= shown;
    }

    [Property(MaxTest = 2_000)]
    public bool Decay_NeverGrowsAMass_And_KeepsTheirOrder(ulong[] masses, byte shift, ushort earlier, ushort later)
    {
        var state = State(masses, shift);
        var near = _policy.Decay(state, Math.Min(earlier, later));
        var far = _policy.Decay(state, Math.Max(earlier, later));
        return near.WorkKept <= state.WorkKept
            && far.WorkKept <= near.WorkKept
            && (state.WorkKept <= state.WorkBroken ? near.WorkKept <= near.WorkBroken : near.WorkKept >= near.WorkBroken);
    }

    // Each factor is rounded down by less than 2⁻³², so taking a way in two steps differs by at most a few units of the last place.
    [Property(MaxTest = 2_000)]
    public bool Decay_InTwoSteps_IsDecayInOne_ButForRounding(ulong[] masses, byte shift, ushort first, ushort second)
    {
        var state = State(masses, shift);
        var twice = _policy.Decay(_policy.Decay(state, first), first + second).WorkKept;
        var once = _policy.Decay(state, first + second).WorkKept;
        var tolerance = 2 * (state.WorkKept >> 32) + 2;
        return twice <= once + tolerance && once <= twice + tolerance;
    }

    private static ReputationState State(ulong[] masses, byte shift)
    {
        ulong Mass(int i) => i < masses.Length ? (masses[i] * 0x9E3779B97F4A7C15) >> (19 + shift % 45) : MassLimit - 1;
        return new(Mass(0), Mass(1), Mass(2), Mass(3), Day: 0, Points: 0);
    }
}
