using PhantomParadox.Protocol.Rest;
using PhantomParadox.Solana;

namespace PhantomParadox.CrashCampaign.Payouts;

/// <summary>A job that the host acknowledged, and its buyer's wallet, which has no other.</summary>
internal sealed record PaidJob(Guid Id, KeypairSigner Buyer, WireDeposit Order)
{
    /// <summary>What each buyer has to begin with, in lamports.</summary>
    public const ulong Purse = 1_000_000_000;

    /// <summary>What a buyer pays in; the third that the job doesn't ask for goes back.</summary>
    public const ulong Deposit = 30_000_000;

    /// <summary>What a job pays its agent.</summary>
    public const ulong Price = 20_000_000;

    /// <summary>What the buyer has at the end, when the fee of its deposit is paid too.</summary>
    public static ulong Left => Purse - Price - TransactionFee.LamportsPerSignature;

    /// <summary>Whether the deposit was sent.</summary>
    public bool IsPaidFor { get; set; }
}
