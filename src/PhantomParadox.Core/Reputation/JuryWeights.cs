namespace PhantomParadox.Reputation;

/// <summary>Decides how likely an agent is drawn for a jury.</summary>
internal static class JuryWeights
{
    // What a juror weighs whom configuration trusts, unless its record is better.
    private const int Bootstrap = 700;

    public static int Of(Market market, in ReputationState reputation, bool isBootstrap) =>
        Of(market.Reputation.JuryWeight(reputation), isBootstrap);

    /// <summary>What comes of the policy's word on an agent.</summary>
    public static int Of(int said, bool isBootstrap)
    {
        var weight = Math.Clamp(said, 0, 1_000);
        return isBootstrap ? Math.Max(weight, Bootstrap) : weight;
    }
}
