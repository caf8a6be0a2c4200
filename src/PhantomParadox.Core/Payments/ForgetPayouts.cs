namespace PhantomParadox.Payments;

/// <summary>Payouts that ended long enough ago leave memory.</summary>
internal sealed class ForgetPayouts : InternalCommand
{
    private const int Most = 256;

    /// <summary>When the one that ended first may go, in milliseconds since 1970-01-01 UTC; <see cref="long.MaxValue"/> for never.</summary>
    public static long DueOf(Market market) => market.Payouts.FirstEnded is > 0 and var first
        ? market.Payouts[first - 1].EndedAt + market.Options.Payments.PayoutRetention.Milliseconds()
        : long.MaxValue;

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        var latest = decision.Now - market.Options.Payments.PayoutRetention.Milliseconds();
        var count = 0;
        for (var link = market.Payouts.FirstEnded; link != 0 && count < Most; link = market.Payouts[link - 1].Next)
        {
            if (market.Payouts[link - 1].EndedAt > latest)
                break;
            count++;
        }
        if (count > 0)
            decision.Emit(new PayoutsForgotten(count));
    }
}
