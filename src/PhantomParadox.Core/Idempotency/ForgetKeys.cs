namespace PhantomParadox.Idempotency;

/// <summary>The oldest keys were kept long enough: lets some of them go.</summary>
internal sealed class ForgetKeys : InternalCommand
{
    private const int Most = 256;

    /// <summary>When the oldest key may go, in milliseconds of market time; <see cref="long.MaxValue"/> where none is kept.</summary>
    public static long DueOf(Market market) =>
        market.Keys.OldestSecond is { } second ? (second * 1_000) + Window(market) : long.MaxValue;

    public override void Decide(Decision decision)
    {
        var count = decision.Market.Keys.CountUntil((decision.MarketNow - Window(decision.Market)) / 1_000, Most);
        if (count > 0)
            decision.Emit(new KeysForgotten(count));
    }

    private static long Window(Market market) => market.Options.Limits.IdempotencyWindow.Milliseconds();
}
