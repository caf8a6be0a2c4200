namespace PhantomParadox;

/// <summary>
/// Says how trust moves. A pure function, called when an event is decided; the event carries the new value, so another policy never
/// rewrites history.
/// </summary>
public interface IReputationPolicy
{
    /// <summary>The reputation of a wallet that has done nothing yet.</summary>
    /// <param name="day">Whole days since 1970-01-01 UTC.</param>
    ReputationState Initial(int day);

    /// <summary>Lets time pass.</summary>
    /// <param name="state">The reputation.</param>
    /// <param name="day">Whole days since 1970-01-01 UTC; an earlier day than the state's changes nothing.</param>
    ReputationState Decay(in ReputationState state, int day);

    /// <summary>Takes a fact into account; the state has been decayed to the fact's day.</summary>
    /// <param name="state">The reputation.</param>
    /// <param name="fact">What happened.</param>
    ReputationState Credit(in ReputationState state, in ReputationFact fact);

    /// <summary>Reputation as shown, 0 to 100.</summary>
    /// <param name="state">The reputation.</param>
    int Shown(in ReputationState state);

    /// <summary>How likely the agent is drawn for a jury, relative to others, 0 to 1,000; a tenth of it is its jury score.</summary>
    /// <param name="state">The reputation.</param>
    int JuryWeight(in ReputationState state);
}
