using PhantomParadox.Cli;
using PhantomParadox.Solana;

namespace PhantomParadox.Hosts.Tests;

/// <summary>When ledger and chain agree, and what is said where they don't.</summary>
public sealed class ReconciliationTests
{
    // Ids of version 7: the first three were made at 1,000,000 ms, 2,000,000 ms and 3,000,000 ms.
    private static readonly string One = IdAt(1_000_000);
    private static readonly string Two = IdAt(2_000_000);
    private static readonly string Three = IdAt(3_000_000);

    private static readonly Signature[] Ids = [.. Enumerable.Range(1, 6).Select(at => new Signature(Enumerable.Repeat((byte)at, 64).ToArray()))];

    // A top-up of 1,000, a deposit of 700, a payout of 600 for a fee of 5, and one that failed for 5.
    private readonly List<ChainEntry> _chain =
    [
        Entry(0, 1_000), Entry(1, 700) with { CarriesReference = true }, Entry(2, -605, fee: 5, payout: One, paid: [new("ada", 400), new("bob", 200)]),
        Entry(3, -5, fee: 5, payout: Two, failed: true),
    ];

    private readonly Dictionary<string, LedgerDeposit> _deposits = new() { [Id(1)] = new(Currency.Sol, 700, 2) };
    private readonly List<LedgerPayout> _payouts =
    [
        new(One, Currency.Sol, Id(2), [new("ada", 400), new("bob", 200)], 5, PayoutStatus.Paid, 3),
        new(Two, Currency.Sol, Id(3), [new("ada", 90)], 5, PayoutStatus.Released, 4),
    ];

    private readonly List<WalletBook> _wallets =
    [
        new("0/1", "ada", Currency.Sol, 400, 100, 0), new("1/1", "bob", Currency.Sol, 200, 0, 0), new("2/1", "buyer", Currency.Sol, -700, 0, 0),
    ];

    private ulong _balance = 1_090;
    private DateTimeOffset? _since;
    private TreasuryTotals _totals = new(Currency.Sol, 700, 600, 0, 100, 10, 0);

    [Fact]
    public void Agrees_AndListsTopUps()
    {
        var report = Run();
        Assert.True(report.IsEqual, string.Join('\n', report.Differences));
        Assert.Equal((1, 1), (report.Deposits, report.Payouts));
        Assert.StartsWith(Id(0), Assert.Single(report.Others), StringComparison.Ordinal);
        Assert.Equal(new ReconcileSums("Sol", "700", "600", "10", "1000", "1090", "100", "990"), report.Sums[0]);
        Assert.Equal([new ReconcileWallet("ada", "Sol", "400", "0", "100"), new ReconcileWallet("bob", "Sol", "200", "0", "0")], report.Wallets);
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
        _deposits[Id(1)] = new(Currency.Sol, 701, 2);
        _totals = _totals with { Deposited = 701 };
        Differs($"deposit {Id(1)}: 701", "Sol: deposited: 701");
    }

    [Fact]
    public void Tells_APaidPayoutThatIsNotThere()
    {
        _chain.RemoveAt(2);
        _balance = 1_695;
        Differs($"payout {One} is paid", "Sol: paid out", "fees", "wallet ada", "wallet bob");
    }

    [Fact]
    public void Tells_APayoutThatMovedMore()
    {
        _chain[2] = Entry(2, -606, fee: 5, payout: One, paid: [new("ada", 401), new("bob", 200)]);
        _balance = 1_089;
        Differs($"payout {One}: 600", "Sol: paid out");
    }

    [Fact]
    public void Tells_AReleasedPayoutThatPaid()
    {
        _chain[3] = Entry(3, -95, fee: 5, payout: Two, paid: [new("ada", 90)]);
        _balance = 1_000;
        Differs($"payout {Two} is released", "fees");
    }

    [Fact]
    public void Tells_APayoutThatPaidSomebodyElse()
    {
        _chain[2] = Entry(2, -605, fee: 5, payout: One, paid: [new("ada", 400), new("eve", 200)]);
        Differs($"payout {One}: 400 to ada, 200 to bob were recorded", "wallet bob: the ledger has paid it 200", "wallet eve: the chain paid it 200");
    }

    [Fact]
    public void Tells_APaymentThatTheLedgerDoesntKnow()
    {
        _chain.Add(Entry(4, -50, fee: 5, payout: Three, paid: [new("ada", 45)]));
        _balance = 1_040;
        Differs($"{Id(4)} paid payout {Three.Replace("-", "", StringComparison.Ordinal)}");
    }

    [Theory]
    [InlineData(PayoutStatus.Open)]
    [InlineData(PayoutStatus.Review)]
    public void WhatIsUnderWay_IsNamed_AndNoDifference_WhetherItHasLandedOrNot(PayoutStatus status)
    {
        _payouts.Add(new(Three, Currency.Sol, Id(4), [new("ada", 45)], 5, status));
        _wallets[0] = new("0/1", "ada", Currency.Sol, 400, 55, 45);
        _totals = _totals with { UnderWay = 45, Owed = 55 };
        var before = Equal();
        Assert.Equal(new ReconcileUnderWay(Three, status.ToString(), "Sol", "45", Id(4), Landed: false), Assert.Single(before.UnderWay));
        Assert.Equal(("100", "990"), (before.Sums[0].Holds, before.Sums[0].Own));

        _chain.Add(Entry(4, -50, fee: 5, payout: Three, paid: [new("ada", 45)]));
        _balance = 1_040;
        var after = Equal();
        Assert.True(Assert.Single(after.UnderWay).Landed);
        Assert.Equal(("55", "985", "645", "15"), (after.Sums[0].Holds, after.Sums[0].Own, after.Sums[0].PaidOut, after.Sums[0].Fees));
        Assert.Equal(1, after.Payouts);

        _chain[4] = Entry(4, -51, fee: 5, payout: Three, paid: [new("ada", 46)]);
        _balance = 1_039;
        Differs($"payout {Three} is to pay 45, and {Id(4)} moved 46");
    }

    [Fact]
    public void WhatTheLedgerHasOfLaterSlots_IsLeftOut()
    {
        _payouts.Add(new(Three, Currency.Sol, Id(4), [new("ada", 45)], 5, PayoutStatus.Paid, 101));
        _deposits[Id(5)] = new(Currency.Sol, 30, 102);
        _wallets[0] = new("0/1", "ada", Currency.Sol, 445, 55, 0);
        _totals = new(Currency.Sol, 730, 645, 0, 55, 15, 30);
        var report = Equal();
        Assert.Equal((1, 1), (report.Deposits, report.Payouts));
        Assert.Equal(new ReconcileSums("Sol", "700", "600", "10", "1000", "1090", "100", "990"), report.Sums[0]);
        Assert.False(Assert.Single(report.UnderWay).Landed);

        // Of a slot that the chain was read to, it would have to be there.
        _payouts[2] = _payouts[2] with { Slot = 100 };
        Differs($"payout {Three} is paid, and the chain doesn't have {Id(4)}", "Sol: paid out", "fees", "wallet ada");
    }

    [Fact]
    public void WhatIsFromBeforeTheJournal_IsHeldAgainstTheSums()
    {
        _since = DateTimeOffset.FromUnixTimeMilliseconds(2_500_000);
        _payouts.Clear();
        _deposits.Clear();
        var report = Equal();
        Assert.Equal((0, 0, 3), (report.Deposits, report.Payouts, report.Earlier));
        Assert.Equal(new ReconcileSums("Sol", "700", "600", "10", "1000", "1090", "100", "990"), report.Sums[0]);

        // A payout of after its begin it would have.
        _chain.Add(Entry(4, -50, fee: 5, payout: Three, paid: [new("ada", 45)]));
        _balance = 1_040;
        Differs($"{Id(4)} paid payout {Three.Replace("-", "", StringComparison.Ordinal)}");
    }

    [Fact]
    public void Tells_WhatTheSumsLack_OfTheTimeBeforeTheJournal()
    {
        _since = DateTimeOffset.FromUnixTimeMilliseconds(2_500_000);
        _payouts.Clear();
        _deposits.Clear();
        _totals = _totals with { Deposited = 701, PaidOut = 599 };
        Differs("Sol: deposited: 701 in the ledger, 700 on the chain, 1 apart", "Sol: paid out: 599 in the ledger, 600 on the chain, -1 apart");
        _totals = _totals with { Deposited = 700, PaidOut = 600 };
        _wallets[1] = _wallets[1] with { Outside = 201 };
        Differs("wallet bob: the ledger has paid it 201 of Sol more than it paid in, and the chain paid it 200");
    }

    [Fact]
    public void WhatCameWithAReference_AndWasNeverCounted_IsNoDifference_AlsoBeforeTheJournal()
    {
        _since = DateTimeOffset.FromUnixTimeMilliseconds(2_500_000);
        _payouts.Clear();
        _deposits.Clear();
        _chain.Insert(1, Entry(4, 77) with { CarriesReference = true });
        _balance += 77;
        var report = Equal();
        Assert.Equal("1077", report.Sums[0].Others);
        Assert.Contains(report.Others, other => other.StartsWith("77 of Sol's smallest unit came with references", StringComparison.Ordinal));
    }

    [Fact]
    public void Tells_AnAddressThatHasLess_ThanTheLedgerHoldsForOthers()
    {
        _chain.Add(Entry(4, -991));
        _balance = 99;
        Differs("Sol: the address has 99, and the ledger holds 100 of it for others, 1 more");
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
        _chain.Add(Entry(5, -2_005, tokens: -40, fee: 5, payout: Three, paid: [new("ada", 40)]));
        _deposits[Id(4)] = new(Currency.Usdc, 50, 5);
        _payouts.Add(new(Three, Currency.Usdc, Id(5), [new("ada", 40)], 5, PayoutStatus.Paid, 6));
        _chain[0] = Entry(0, 3_000);
        var books = new TreasuryBooks(
            [_totals, new TreasuryTotals(Currency.Usdc, 50, 40, 0, 10, 5, 0)], [.. _wallets, new("0/1", "ada", Currency.Usdc, 40, 10, 0)], []);
        var report = new Reconciliation(new LedgerBook(books, _deposits, _payouts, null, 9), new ChainBook(_chain, 1_085, 10, 100)).Run("address");
        Assert.True(report.IsEqual, string.Join('\n', report.Differences));
        Assert.Equal("2000", report.Rent);
        Assert.Equal(new ReconcileSums("Usdc", "50", "40", "0", "0", "10", "10", "0"), report.Sums[1]);
    }

    private void Differs(params string[] beginnings)
    {
        var report = Run();
        Assert.Equal(beginnings.Length, report.Differences.Count);
        Assert.All(beginnings.Zip(report.Differences), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    private ReconcileReport Equal()
    {
        var report = Run();
        Assert.True(report.IsEqual, string.Join('\n', report.Differences));
        return report;
    }

    private ReconcileReport Run() => new Reconciliation(
        new LedgerBook(new TreasuryBooks([_totals], _wallets, []), _deposits, _payouts, _since, 9), new ChainBook(_chain, _balance, 0, 100)).Run("address");

    private static string Id(int at) => Ids[at].ToString();

    private static string IdAt(long milliseconds) => Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)).ToString("D");

    private static ChainEntry Entry(
        int at, long lamports, long tokens = 0, ulong fee = 0, string? payout = null, bool failed = false, PayoutLine[]? paid = null) =>
        new(Ids[at], (ulong)at + 1, DateTimeOffset.UnixEpoch, lamports, tokens, fee, payout?.Replace("-", "", StringComparison.Ordinal), failed)
        {
            Paid = paid ?? [],
        };
}
