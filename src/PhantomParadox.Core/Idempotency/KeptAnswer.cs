namespace PhantomParadox.Idempotency;

/// <summary>What is kept of an answer beside its request, so that it can be rendered again.</summary>
/// <param name="Subject">The id of what the command made; 0 where the request itself names its subject.</param>
/// <param name="Result">What the present record no longer tells: see the command.</param>
internal readonly record struct KeptAnswer(UInt128 Subject, byte Result = 0);
