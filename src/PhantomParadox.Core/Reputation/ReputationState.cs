namespace PhantomParadox;

/// <summary>A reputation: masses of promises kept and broken, as unsigned fixed point with 32 fraction bits, below 2⁴⁵.</summary>
/// <param name="WorkKept">Work done as promised.</param>
/// <param name="WorkBroken">Work promised and not done.</param>
/// <param name="JuryKept">Jury duty done with the ruling.</param>
/// <param name="JuryBroken">Jury duty against the ruling, or not done.</param>
/// <param name="Day">The day to which it has decayed: whole days since 1970-01-01 UTC.</param>
/// <param name="Points">The plain score of a policy that counts points; 0 elsewhere.</param>
public readonly record struct ReputationState(ulong WorkKept, ulong WorkBroken, ulong JuryKept, ulong JuryBroken, int Day, int Points);
