namespace PhantomParadox.Hosting;

/// <summary>How the work between the market and its settlement stands.</summary>
public sealed record SettlementStatus
{
    /// <summary>Whether the kill switch is on: nothing is signed and nothing is sent.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whether the newest call of the settlement, or of the market for it, failed.</summary>
    public bool IsFailing { get; init; }

    /// <summary>What went wrong last; null where nothing has since the start.</summary>
    public string? LastError { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>Payouts that are open: signed, and their fate not known yet.</summary>
    public int Open { get; init; }

    /// <summary>When the oldest of them was opened; null where none is open.</summary>
    public DateTimeOffset? OldestOpen { get; init; }

    /// <summary>Payouts that wait for an operator's word.</summary>
    public int InReview { get; init; }

    /// <summary>What wallets are owed and can't be paid for now.</summary>
    public IReadOnlyList<HeldPayout> Held { get; init; } = [];
}

/// <summary>What a wallet is owed and can't be paid for now.</summary>
/// <param name="Currency">What it is counted in.</param>
/// <param name="Wallet">The wallet.</param>
/// <param name="Amount">What was to be paid, in the currency's smallest unit.</param>
/// <param name="Reason">Why it could not be.</param>
/// <param name="Until">When it is tried again, unless more is owed before.</param>
public sealed record HeldPayout(Currency Currency, string Wallet, ulong Amount, string Reason, DateTimeOffset Until);

/// <summary>Where the work between the market and its settlement is watched: for health checks and operators.</summary>
public sealed class SettlementMonitor
{
    private readonly Lock _gate = new();
    private volatile SettlementStatus _status = new();

    /// <summary>How it stands now.</summary>
    public SettlementStatus Status => _status;

    internal void Change(Func<SettlementStatus, SettlementStatus> change)
    {
        lock (_gate)
            _status = change(_status);
    }
}
