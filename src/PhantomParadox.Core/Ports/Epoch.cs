namespace PhantomParadox;

/// <summary>A writer's term of office.</summary>
/// <param name="Term">Grows with each writer.</param>
/// <param name="Nonce">16 random bytes, so that two terms are never equal even after a store went back in time.</param>
public readonly record struct Epoch(ulong Term, UInt128 Nonce);
