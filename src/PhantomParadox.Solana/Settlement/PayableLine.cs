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
/// <param name="Slot">The slot that the payer's balances were read at.</param>
/// <param name="Lamports">The payer's balance.</param>
/// <param name="Reserve">What must be left of it, so that the account stays.</param>
/// <param name="Tokens">What the payer has of the token; null where lamports are paid.</param>
internal sealed record PayoutPlan(
    IReadOnlyList<PayableLine> Payable, IReadOnlyList<HeldLine> Held, ulong Slot, ulong Lamports, ulong Reserve, TokenPurse? Tokens);

/// <summary>The payer's token account.</summary>
/// <param name="Account">Where it is.</param>
/// <param name="Amount">What it holds, in the token's smallest unit.</param>
internal sealed record TokenPurse(PublicKey Account, ulong Amount);
