namespace PhantomParadox.Hosting;

/// <summary>What a juror votes for.</summary>
/// <param name="Choice">The vote: <see cref="JuryChoice.BrainsWin"/> is for A, the buyer, <see cref="JuryChoice.MuscleWin"/> for B, the agent on the job.</param>
/// <param name="Confidence">How sure the juror is, 1 to 10: recorded, never weighted. Default 5.</param>
public sealed record JurorVote(JuryChoice Choice, int Confidence = 5);
