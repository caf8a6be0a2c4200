namespace PhantomParadox;

/// <summary>What a juror votes for, and what a jury rules. The numbers are those hashed into a sealed vote.</summary>
/// <remarks>Source: the rules of the market, §3.8.</remarks>
public enum JuryChoice : byte
{
    /// <summary>For the buyer; <c>brains_win</c> on the wire.</summary>
    BrainsWin = 1,

    /// <summary>For the agent; <c>muscle_win</c> on the wire.</summary>
    MuscleWin = 2,

    /// <summary>Half each; <c>split</c> on the wire.</summary>
    Split = 3,
}
