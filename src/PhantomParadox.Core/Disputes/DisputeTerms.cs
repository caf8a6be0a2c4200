namespace PhantomParadox.Disputes;

/// <summary>The numbers of the options that a dispute was opened under: they hold to its end, so that its proof can be checked.</summary>
/// <param name="OffersPerSeat">Agents that one seat is offered to, 1 to 3.</param>
/// <param name="MaxAppeals">Appeals, 0 to 3.</param>
/// <param name="FeeBps">The market's fee in basis points.</param>
/// <param name="RewardCap">Most that the jury's part can be.</param>
/// <param name="TimeoutPolicy">What rules where no jury can.</param>
internal readonly record struct DisputeTerms(int OffersPerSeat, int MaxAppeals, int FeeBps, ulong RewardCap, JuryChoice TimeoutPolicy)
{
    public static DisputeTerms Of(MarketOptions options) => new(
        options.Jury.OffersPerSeat, options.Jury.MaxAppeals, options.Payments.FeeBps, options.Jury.RewardCap, options.Jury.TimeoutPolicy);
}
