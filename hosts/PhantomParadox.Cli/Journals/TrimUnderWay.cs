namespace PhantomParadox.Cli;

/// <summary>A journal is read while a running host trims it: what was to be read first is gone then, and the reading begins anew.</summary>
internal static class TrimUnderWay
{
    /// <summary>How often a reading is begun at most.</summary>
    public const int MostTries = 10;

    /// <summary>Time between two looks at it.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    // A trim takes its steps one after another, between commits, and one of a long journal goes on for a while.
    private const int MostLooks = 240;

    /// <summary>Waits until it is over, at most a minute.</summary>
    /// <param name="trimmedTo">Says up to which position the journal is trimmed.</param>
    /// <param name="before">Up to which it was when the reading began.</param>
    /// <param name="time">What it waits by.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether the journal was trimmed since the reading began; where it wasn't, something else is wrong with it.</returns>
    public static async ValueTask<bool> HasEndedAsync(Func<ValueTask<long>> trimmedTo, long before, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = await trimmedTo().ConfigureAwait(false);
        if (now == before)
            return false;

        for (var look = 0; look < MostLooks && now != before; look++)
        {
            await Task.Delay(BetweenLooks, time, cancellationToken).ConfigureAwait(false);
            (before, now) = (now, await trimmedTo().ConfigureAwait(false));
        }

        return true;
    }
}
