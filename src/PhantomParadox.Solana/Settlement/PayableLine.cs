using System.Collections.Immutable;

namespace PhantomParadox.Solana;

/// <summary>A line that can be paid.</summary>
/// <param name="Line">The line.</param>
/// <param name="Instructions">What pays it.</param>
/// <param name="Lamports">What leaves the payer's account for it, fees apart.</param>
internal sealed record PayableLine(PayoutLine Line, ImmutableArray<TransactionInstruction> Instructions, UInt128 Lamports);

/// <summary>What an order comes to on the chain as it is now.</summary>
/// <param name="Payable">The lines that can be paid, in the order's order.</param>
/// <param name="Held">Those that can't, and why.</param>
/// <param name="Lamports">The payer's balance.</param>
/// <param name="Reserve">What must be left of it, so that the account stays.</param>
/// <param name="Tokens">The payer's balance of the token; null where lamports are paid.</param>
internal sealed record PayoutPlan(IReadOnlyList<PayableLine> Payable, IReadOnlyList<HeldLine> Held, ulong Lamports, ulong Reserve, ulong? Tokens);
