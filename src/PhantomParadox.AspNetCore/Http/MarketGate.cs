namespace PhantomParadox.AspNetCore;

/// <summary>Whether the market can be asked at all.</summary>
internal static class MarketGate
{
    /// <summary>Says why the market takes no commands; null where it does.</summary>
    public static Fault? Closed(MarketCondition condition) => condition switch
    {
        MarketCondition.Running => null,
        MarketCondition.Stalled => Fault.Of(RefusalCode.StorageUnavailable, "The market's journal doesn't answer; try again shortly."),
        MarketCondition.Starting => Fault.Of(RefusalCode.StorageUnavailable, "The market is reading its journal; try again shortly."),
        MarketCondition.Failed => Fault.Of(RefusalCode.StorageUnavailable, "The market's journal has failed; nothing can be changed until it is started anew."),
        _ => Fault.Of(RefusalCode.Draining, "The server is shutting down; try again shortly."),
    };

    /// <summary>The condition as the wire writes it.</summary>
    public static string Word(MarketCondition condition) => condition switch
    {
        MarketCondition.Running => "ok",
        MarketCondition.Starting => "starting",
        MarketCondition.Stalled => "stalled",
        MarketCondition.Draining => "draining",
        MarketCondition.Stopped => "stopped",
        _ => "failed",
    };
}
