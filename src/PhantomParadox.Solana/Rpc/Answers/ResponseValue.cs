namespace PhantomParadox.Solana;

/// <summary>An answer, and the slot it is true of.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Context">Where the node stood when it answered.</param>
/// <param name="Value">The answer.</param>
public sealed record ResponseValue<T>(ResponseContext Context, T Value);
