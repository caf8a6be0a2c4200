using PhantomParadox.Cli;
using PhantomParadox.Solana;

namespace PhantomParadox.Hosts.Tests;

/// <summary>When ledger and chain agree, and what is said where they don't.</summary>
public sealed class ReconciliationTests
{
    private static readonly Signature[] Ids = [.. Enumerable.Range(1, 6).Select(at => new Signature(Enumerable.Repeat((byte)at, 64).ToArray()))];

    // A top-up of 1,000, a deposit of 700, a payout of 600 for a fee of 5, and one that failed for 5.
    private readonly List<ChainEntry> _chain =
    [
        Entry(0, 1_000), Entry(1, 700), Entry(2, -605, fee: 5, payout: "one"), Entry(3, -5, fee: 5, payout: "two", failed: true),
    ];

    private readonly Dictionary<string, ulong> _deposits = new() { [Id(1)] = 700 };
    private readonly List<LedgerPayout> _payouts = [new("one", Currency.Sol, Id(2), 600, 5, Paid: true), new("two", Currency.Sol, Id(3), 90, 5, Paid: false)];
    private ulong _balance = 1_090;
    private TreasuryTotals _totals = new(Currency.Sol, 700, 600, 0, 100, 10, 0);

    [Fact]
    public void Agrees_AndListsTopUps()
    {
        var report = Run();
        Assert.True(report.IsEqual, string.Join('\n', report.Differences));
        Assert.Equal((1, 1), (report.Deposits, report.Payouts));
        Assert.StartsWith(Id(0), Assert.Single(report.Others), StringComparison.Ordinal);
        Assert.Equal(new ReconcileSums("Sol", "700", "600", "10", "1090", "1000"), report.Sums[0]);
        Assert.EndsWith("Ledger and chain agree." + Environment.NewLine, ReconcileText.Of(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_ADepositThatIsNotThere()
    {
        _chain.RemoveAt(1);
        _balance = 390;
        Differs($"deposit {Id(1)}", "Sol: deposited");
    }

    [Fact]
    public void Tells_ADepositOfAnotherAmount()
    {
        _deposits[Id(1)] = 701;
        _totals = _totals with { Deposited = 701 };
        Differs($"deposit {Id(1)}: 701", "Sol: deposited: 701");
    }

    [Fact]
    public void Tells_APaidPayoutThatIsNotThere()
    {
        _chain.RemoveAt(2);
        _balance = 1_695;
        Differs("payout one is paid", "Sol: paid out", "fees");
    }

    [Fact]
    public void Tells_APayoutThatMovedMore()
    {
        _chain[2] = Entry(2, -606, fee: 5, payout: "one");
        _balance = 1_089;
        Differs("payout one: 600", "Sol: paid out");
    }

    [Fact]
    public void Tells_AReleasedPayoutThatPaid()
    {
        _chain[3] = Entry(3, -95, fee: 5, payout: "two");
        _balance = 1_000;
        Differs("payout two is released", "fees");
    }

    [Fact]
    public void Tells_APaymentThatTheLedgerDoesntKnow()
    {
        _chain.Add(Entry(4, -50, fee: 5, payout: "three"));
        _balance = 1_040;
        Differs($"{Id(4)} paid payout three");
    }

    [Fact]
    public void AnOpenPayout_IsNoDifference()
    {
        _chain.Add(Entry(4, -50, fee: 5, payout: "three"));
        _balance = 1_040;
        Assert.True(Run(Id(4)).IsEqual);
    }

    [Fact]
    public void Tells_AHistoryThatIsNotWhole()
    {
        _balance++;
        Differs("the address holds 1091 lamports");
    }

    [Fact]
    public void Tokens_AreTold_WithTheirRent()
    {
        _chain.Add(Entry(4, 0, tokens: 50));
        _chain.Add(Entry(5, -2_005, tokens: -40, fee: 5, payout: "three"));
        _deposits[Id(4)] = 50;
        _payouts.Add(new("three", Currency.Usdc, Id(5), 40, 5, Paid: true));
        var ledger = new LedgerBook(
            [_totals, new TreasuryTotals(Currency.Usdc, 50, 40, 0, 10, 5, 0)], _deposits, _payouts, new HashSet<string>(), IsWhole: true);
        _chain[0] = Entry(0, 3_000);
        var report = new Reconciliation(ledger, new ChainBook(_chain, 1_085, 10)).Run("address");
        Assert.True(report.IsEqual, string.Join('\n', report.Differences));
        Assert.Equal("2000", report.Rent);
    }

    private void Differs(params string[] beginnings)
    {
        var report = Run();
        Assert.Equal(beginnings.Length, report.Differences.Count);
        Assert.All(beginnings.Zip(report.Differences), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    private ReconcileReport Run(params string[] open) => new Reconciliation(
        new LedgerBook([_totals], _deposits, _payouts, open.ToHashSet(), IsWhole: true), new ChainBook(_chain, _balance, 0)).Run("address");

    private static string Id(int at) => Ids[at].ToString();

    private static ChainEntry Entry(int at, long lamports, long tokens = 0, ulong fee = 0, string? payout = null, bool failed = false) =>
        new(Ids[at], (ulong)at + 1, null, lamports, tokens, fee, payout, failed);
}
