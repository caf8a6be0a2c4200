namespace PhantomParadox.Hosting;

/// <summary>
/// What the payout clerk remembers until the host stops: lines that can't be paid for now, and sets of lines whose payouts failed. Nothing of
/// it is needed for safety: forgotten, a line is only tried once more.
/// </summary>
/// <remarks>
/// A set that failed three times goes on one wallet at a time, so that one account that can't be paid keeps nobody else from being paid;
/// a wallet that failed three times alone is held.
/// </remarks>
internal sealed class PayoutMemory(TimeProvider time)
{
    public const int MostFailures = 3;
    public static readonly TimeSpan HeldFor = TimeSpan.FromHours(1);

    private readonly Dictionary<(Currency Currency, string Wallet), HeldPayout> _held = [];
    private readonly Dictionary<(Currency Currency, string Wallet), DateTimeOffset> _alone = [];
    private readonly Dictionary<string, (int Times, DateTimeOffset Last)> _failed = new(StringComparer.Ordinal);

    public IReadOnlyList<HeldPayout> Held => [.. _held.Values.OrderBy(held => held.Until).ThenBy(held => held.Wallet, StringComparer.Ordinal)];

    /// <summary>Whether a line waits. One whose time is over, or whose amount has grown, doesn't.</summary>
    public bool IsHeld(Currency currency, PayoutLine line) =>
        _held.TryGetValue((currency, line.Wallet), out var held) && line.Amount <= held.Amount && held.Until > time.GetUtcNow();

    /// <summary>Whether a wallet is paid by a payout of its own.</summary>
    public bool GoesAlone(Currency currency, string wallet) => _alone.TryGetValue((currency, wallet), out var until) && until > time.GetUtcNow();

    public void Hold(Currency currency, PayoutLine line, string reason) =>
        _held[(currency, line.Wallet)] = new(currency, line.Wallet, line.Amount, reason, time.GetUtcNow() + HeldFor);

    /// <summary>Notes that a payout took effect.</summary>
    public void Paid(Currency currency, IReadOnlyList<PayoutLine> lines)
    {
        _failed.Remove(Name(currency, lines));
        foreach (var line in lines)
        {
            _held.Remove((currency, line.Wallet));
            if (lines.Count == 1)
                _alone.Remove((currency, line.Wallet));
        }
    }

    /// <summary>Notes that a payout failed. The third time in a row its set is parted, or its one line held.</summary>
    /// <returns>Whether that was done.</returns>
    public bool Failed(Currency currency, IReadOnlyList<PayoutLine> lines, string? detail)
    {
        var name = Name(currency, lines);
        var times = _failed.GetValueOrDefault(name).Times + 1;
        if (times < MostFailures)
        {
            _failed[name] = (times, time.GetUtcNow());
            return false;
        }

        _failed.Remove(name);
        if (lines.Count == 1)
            Hold(currency, lines[0], $"Its payout failed {MostFailures} times: {detail ?? "no reason was given"}.");
        else
        {
            foreach (var line in lines)
                _alone[(currency, line.Wallet)] = time.GetUtcNow() + HeldFor;
        }

        return true;
    }

    /// <summary>Forgets what is over.</summary>
    public void Prune()
    {
        var now = time.GetUtcNow();
        foreach (var (key, held) in _held)
        {
            if (held.Until <= now)
                _held.Remove(key);
        }

        foreach (var (key, until) in _alone)
        {
            if (until <= now)
                _alone.Remove(key);
        }

        foreach (var (key, (_, last)) in _failed)
        {
            if (last + HeldFor <= now)
                _failed.Remove(key);
        }
    }

    // The wallets make the set: what they are owed may have grown in between.
    private static string Name(Currency currency, IReadOnlyList<PayoutLine> lines) =>
        $"{currency} {string.Join(' ', lines.Select(line => line.Wallet).Order(StringComparer.Ordinal))}";
}
