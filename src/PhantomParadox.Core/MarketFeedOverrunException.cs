namespace PhantomParadox;

/// <summary>Thrown to a reader of the live feed that was too slow: events after the last one it got are missing. Watch again.</summary>
public sealed class MarketFeedOverrunException() : Exception("The reader of the live feed fell too far behind; watch again from now.");
