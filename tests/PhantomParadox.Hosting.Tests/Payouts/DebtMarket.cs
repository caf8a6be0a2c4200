using Xunit;

namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>A market that owes three wallets.</summary>
internal sealed class DebtMarket : IDisposable
{
    private readonly TreasuryDouble _treasury = new(TimeProvider.System);

    public DebtMarket()
    {
        foreach (var (wallet, amount) in Debts)
            _treasury.Owe(wallet, amount);
    }

    public IReadOnlyDictionary<string, ulong> Debts { get; } = new Dictionary<string, ulong> { ["ada"] = 7, ["bob"] = 11, ["cyd"] = 13 };

    public ITreasury Treasury => _treasury;

    public bool IsSettled => _treasury.Payouts.All(payout => payout.Status is PayoutStatus.Paid or PayoutStatus.Released)
        && Debts.Keys.All(wallet => _treasury.OwedTo(wallet) == 0);

    public IReadOnlyList<PayoutRecord> Ended => _treasury.Payouts;

    public bool IsKnown(PayoutId payout) => _treasury.Payouts.Any(one => one.Id == payout);

    public void Restart() => Assert.NotNull(_treasury);

    public void BooksAgree() => Assert.NotNull(_treasury);

    public void Dispose()
    {
    }
}
