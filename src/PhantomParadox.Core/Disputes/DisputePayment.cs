namespace PhantomParadox;

/// <summary>Who received what at the end of a dispute, in the smallest unit of the job's currency; it sums to what was in escrow.</summary>
/// <param name="BuyerReceives">Back to the buyer.</param>
/// <param name="AgentReceives">Paid to the agent.</param>
/// <param name="JuryReward">Paid to the jurors.</param>
/// <param name="ProtocolFee">Kept by the market.</param>
public sealed record DisputePayment(ulong BuyerReceives, ulong AgentReceives, ulong JuryReward, ulong ProtocolFee);
