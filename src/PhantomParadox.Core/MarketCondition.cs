namespace PhantomParadox;

/// <summary>Whether a market takes commands.</summary>
public enum MarketCondition
{
    /// <summary>It reads its journal.</summary>
    Starting,

    /// <summary>It takes commands.</summary>
    Running,

    /// <summary>Its journal has not finished a commit for 5 s: it takes no commands until that is done.</summary>
    Stalled,

    /// <summary>It finishes what it was given and takes nothing more.</summary>
    Draining,

    /// <summary>It has ended in good order.</summary>
    Stopped,

    /// <summary>Its journal, or its own state, failed: it takes no commands until it is started anew.</summary>
    Failed,
}
