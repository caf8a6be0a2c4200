namespace PhantomParadox;

/// <summary>Whether a market takes commands.</summary>
public enum MarketCondition
{
    /// <summary>It reads its journal.</summary>
    Starting,

    /// <summary>It takes commands.</summary>
    Running,

    /// <summary>It finishes what it was given and takes nothing more.</summary>
    Draining,

    /// <summary>It has ended in good order.</summary>
    Stopped,

    /// <summary>Its journal, or its own state, failed: it takes no commands until it is started anew.</summary>
    Failed,
}
