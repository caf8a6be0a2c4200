namespace PhantomParadox.CrashCampaign.Checks;

/// <summary>A market as it shows itself.</summary>
/// <param name="Jobs">Every job of every buyer, as often as it is listed.</param>
/// <param name="Total">How many jobs the market says it has.</param>
/// <param name="Payments">How much it says it has paid, over all currencies.</param>
internal sealed record MarketView(IReadOnlyList<ObservedJob> Jobs, long Total, long Payments)
{
    /// <summary>The duties of the agents by wallet; none of those that it doesn't know.</summary>
    public IReadOnlyDictionary<string, ObservedDuties> Duties { get; init; } = new Dictionary<string, ObservedDuties>(StringComparer.Ordinal);
}
