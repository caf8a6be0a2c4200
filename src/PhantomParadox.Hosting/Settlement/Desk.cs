namespace PhantomParadox.Hosting;

/// <summary>When the next round of payouts in a currency is due.</summary>
internal sealed class Desk(Currency currency, ClerkTimes times)
{
    private readonly Backoff _trouble = times.Retell(ClerkTimes.Tick);
    private DateTimeOffset _nextRound = DateTimeOffset.MinValue;
    private DateTimeOffset _nextSweep = DateTimeOffset.MinValue;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private bool _inRound;

    public Currency Currency { get; } = currency;

    /// <summary>Who has been paid in this round, or was to be: what is released again waits for the next.</summary>
    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>Since when wallets are owed that are being paid, as far as it is known: what is measured, and nothing more.</summary>
    public Dictionary<string, DateTimeOffset> Since { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether nothing is tried now, because the last try failed.</summary>
    public bool Rests => times.Time.GetUtcNow() < _notBefore;

    /// <summary>Whether those that are owed little are due too.</summary>
    public bool IsSweep => times.Time.GetUtcNow() >= _nextSweep;

    /// <summary>Whether a round is on, or begins now: because it is time, or because so much is owed. It lasts until it is done.</summary>
    public bool Begin(UInt128 owed, SettlementOptions options) =>
        _inRound = _inRound || times.Time.GetUtcNow() >= _nextRound || (options.PayoutThreshold.Of(Currency) is { } threshold && owed >= threshold);

    /// <summary>All that was due is under way or held.</summary>
    public void Done(bool swept, SettlementOptions options)
    {
        var now = times.Time.GetUtcNow();
        _trouble.Reset();
        Seen.Clear();
        _inRound = false;
        _nextRound = now + options.PayoutInterval;
        if (swept)
            _nextSweep = now + options.PayoutMaxWait;
    }

    /// <summary>A try failed: the next one waits.</summary>
    public void Failed() => _notBefore = times.Time.GetUtcNow() + _trouble.Next();
}
