using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>The rules of the payout clerk, one by one.</summary>
public sealed partial class PayoutClerkTests
{
    private static readonly PayoutLook Paid = new(PayoutFate.Paid, 77);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
    private readonly SettlementScript _chain = new();
    private readonly TreasuryDouble _treasury;

    public PayoutClerkTests() => _treasury = new(_time);

    [Fact]
    public void WhatIsOwed_IsSigned_ThenOpened_ThenSent_ThenRecorded()
    {
        _treasury.Owe("ada", 5);
        _treasury.Owe("bob", 7);
        _chain.Within = call => Assert.Equal(call is "sign" ? 0 : 1, _treasury.Payouts.Count);
        _chain.Fates["signature-1"] = Paid;
        using var bench = Bench();

        Assert.Equal(["sign", "network", "send", "look"], _chain.Calls);
        Assert.Equal(["signature-1"], _chain.Sent);
        var payout = Assert.Single(_treasury.Payouts);
        Assert.Equal((PayoutStatus.Paid, 77UL), (payout.Status, payout.Position));
        Assert.Equal([new("ada", 5), new("bob", 7)], payout.Lines);
    }

    [Fact]
    public void TheSameBytes_AreSentAgain_UntilTheirFateIsKnown_AndNothingElseIsSigned()
    {
        _treasury.Owe("ada", 5);
        using var bench = Bench();
        bench.Advance(60);
        Assert.InRange(_chain.Sent.Count, 5, 10);
        Assert.Equal(["signature-1"], _chain.Sent.Distinct());
        Assert.Single(_chain.Orders);

        _chain.Otherwise = Paid;
        bench.Advance(16);
        Assert.Equal(PayoutStatus.Paid, Assert.Single(_treasury.Payouts).Status);
        var sent = _chain.Sent.Count;
        bench.Advance(600);
        Assert.Equal(sent, _chain.Sent.Count);
    }

    [Theory]
    [InlineData(PayoutFate.Failed)]
    [InlineData(PayoutFate.Expired)]
    public void WhatNeverTookEffect_IsSignedAnew_InTheNextRound(PayoutFate fate)
    {
        _treasury.Owe("ada", 5);
        _chain.Fates["signature-1"] = new(fate, Detail: "why");
        _chain.Fates["signature-2"] = Paid;
        using var bench = Bench();
        bench.Advance(59);
        Assert.Equal(["signature-1"], _chain.Sent);
        bench.Advance(1);
        Assert.Equal(["signature-1", "signature-2"], _chain.Sent);
        Assert.Equal([PayoutStatus.Released, PayoutStatus.Paid], _treasury.Payouts.Select(payout => payout.Status));
        Assert.Equal(0UL, _treasury.OwedTo("ada"));
    }

    [Fact]
    public void WhatIsInDoubt_GoesToReview_AndIsNotSentAgain()
    {
        _treasury.Owe("ada", 5);
        _chain.Otherwise = new(PayoutFate.Doubtful, Detail: new string('x', 600));
        using var bench = Bench();
        var payout = Assert.Single(_treasury.Payouts);
        Assert.Equal((PayoutStatus.Review, 512), (payout.Status, payout.Detail!.Length));
        bench.Advance(300);
        Assert.Single(_chain.Sent);
        Assert.Equal(1, bench.Monitor.Status.InReview);
    }

    [Fact]
    public void AfterAStart_WhatIsOpen_IsLookedForFirst_ThenSentAgain()
    {
        var open = Open("old", _chain.Network);
        using var bench = Bench();
        Assert.Equal(["network", "look"], _chain.Calls);
        bench.Advance(2);
        Assert.Equal(["network", "look", "send", "look"], _chain.Calls);
        Assert.Equal((1, open.OpenedAt), (bench.Monitor.Status.Open, bench.Monitor.Status.OldestOpen));
        _chain.Fates["old"] = Paid;
        bench.Advance(4);
        Assert.Equal(PayoutStatus.Paid, Assert.Single(_treasury.Payouts).Status);
        bench.Advance(5);
        Assert.Equal((0, null), (bench.Monitor.Status.Open, bench.Monitor.Status.OldestOpen));
    }

    [Fact]
    public void APayoutOfAnotherNetwork_GoesToReview_AndIsNeverSent()
    {
        Open("old", "net:other");
        using var bench = Bench();
        bench.Advance(120);
        Assert.Empty(_chain.Sent);
        Assert.DoesNotContain("look", _chain.Calls);
        var payout = Assert.Single(_treasury.Payouts);
        Assert.Equal((PayoutStatus.Review, "It was signed for net:other, and the host pays on net:one."), (payout.Status, payout.Detail));
    }

    [Fact]
    public void AnOpening_ThatMayOrMayNotHaveHappened_SendsNothing_AndIsReadBack()
    {
        _treasury.Owe("ada", 5);
        _treasury.Break("OpenPayout");
        using var bench = Bench();
        Assert.Empty(_chain.Sent);
        // It had happened: it is on the list.
        _treasury.Open(_treasury.Payouts.Count == 0 ? Record("late", _chain.Network, new("ada", 5)) : _treasury.Payouts[0]);
        bench.Advance(5);
        bench.Advance(2);
        Assert.Equal(["late"], _chain.Sent);
        Assert.Single(_chain.Orders);
    }

    [Fact]
    public void AnOpening_ThatIsRefused_SendsNothing_AndIsTriedAgainWithNewBytes()
    {
        _treasury.Owe("ada", 5);
        _treasury.Refuse("OpenPayout", RefusalCode.PayoutNotOwed);
        _chain.Otherwise = Paid;
        using var bench = Bench();
        Assert.Empty(_chain.Sent);
        bench.Advance(5);
        Assert.Equal(["signature-2"], _chain.Sent);
    }

    [Fact]
    public void AFate_IsToldUntilTheMarketHasIt()
    {
        _treasury.Owe("ada", 5);
        _chain.Otherwise = Paid;
        _treasury.Break("RecordPayout");
        _treasury.Refuse("RecordPayout", RefusalCode.OutcomeUnknown);
        _treasury.Refuse("RecordPayout", RefusalCode.Overloaded);
        using var bench = Bench();
        Assert.Equal(PayoutStatus.Open, Assert.Single(_treasury.Payouts).Status);
        bench.Advance(1);
        bench.Advance(2);
        bench.Advance(4);
        Assert.Equal(PayoutStatus.Paid, Assert.Single(_treasury.Payouts).Status);
        Assert.Single(_chain.Sent);
    }

    [Fact]
    public void AFate_ThatTheMarketContradicts_IsShown_AndReadBack()
    {
        _treasury.Owe("ada", 5);
        _chain.Otherwise = Paid;
        _treasury.Refuse("RecordPayout", RefusalCode.InvalidState);
        using var bench = Bench();
        Assert.Contains("GetPayout", _treasury.Calls);
        Assert.StartsWith("record: Payout ", bench.Monitor.Status.LastError, StringComparison.Ordinal);
        Assert.True(bench.Monitor.Status.LastErrorAt == _time.GetUtcNow());
    }

    [Fact]
    public void WhilePaused_NothingIsSignedOrSent_ButFatesAreLookedUp()
    {
        Open("old", _chain.Network);
        _treasury.Owe("ada", 5);
        using var bench = Bench(options => options.PayoutsPaused = true);
        bench.Advance(10);
        Assert.Empty(_chain.Orders);
        Assert.Empty(_chain.Sent);
        Assert.True(bench.Monitor.Status.IsPaused);
        _chain.Fates["old"] = Paid;
        bench.Advance(15);
        Assert.Equal(PayoutStatus.Paid, Assert.Single(_treasury.Payouts).Status);

        bench.Options.Value.PayoutsPaused = false;
        bench.Advance(5);
        Assert.Equal(["signature-1"], _chain.Sent);
        Assert.False(bench.Monitor.Status.IsPaused);
    }

    [Fact]
    public void APause_ThatComesWhileSigning_LeavesNothingOpen()
    {
        _treasury.Owe("ada", 5);
        ClerkBench? bench = null;
        _chain.Within = call => bench!.Options.Value.PayoutsPaused |= call == "sign";
        using (bench = Bench(options => options.PayoutsPaused = true))
        {
            bench.Options.Value.PayoutsPaused = false;
            bench.Advance(5);
            Assert.Single(_chain.Orders);
            Assert.Empty(_treasury.Payouts);
            Assert.Empty(_chain.Sent);
        }
    }

    [Fact]
    public void APause_ThatComesWhileOpening_KeepsTheBytesHere()
    {
        _treasury.Owe("ada", 5);
        ClerkBench? bench = null;
        _chain.Within = call => bench!.Options.Value.PayoutsPaused |= call == "network";
        using (bench = Bench(options => options.PayoutsPaused = true))
        {
            bench.Options.Value.PayoutsPaused = false;
            bench.Advance(5);
            bench.Advance(60);
            Assert.Equal(PayoutStatus.Open, Assert.Single(_treasury.Payouts).Status);
            Assert.Empty(_chain.Sent);
            _chain.Within = null;
            bench.Options.Value.PayoutsPaused = false;
            bench.Advance(15);
            Assert.Equal(["signature-1"], _chain.Sent);
        }
    }

    [Fact]
    public void TheNetworksWish_ToBeLeftAlone_IsHonoured_ForSendingAndLooking()
    {
        _treasury.Owe("ada", 5);
        _chain.Throw("send", new SettlementException("429", retryAfter: TimeSpan.FromSeconds(40)));
        using var bench = Bench();
        bench.Advance(39);
        Assert.DoesNotContain("look", _chain.Calls);
        bench.Advance(1);
        Assert.Equal(["sign", "network", "send", "look"], _chain.Calls);
        Assert.Equal("send: 429", bench.Monitor.Status.LastError);
        Assert.False(bench.Monitor.Status.IsFailing);
    }

    [Fact]
    public void ASettlement_ThatCannotSign_IsTriedAgain_EverLater()
    {
        _treasury.Owe("ada", 5);
        _chain.Throw("sign", [.. Enumerable.Repeat(new InvalidOperationException("no key"), 100)]);
        using var bench = Bench();
        bench.Advance(5);
        Assert.Equal(2, _chain.Orders.Count);
        Assert.True(bench.Monitor.Status.IsFailing);
        Minutes(bench, 60);
        Assert.InRange(_chain.Orders.Count, 50, 75);
        Assert.Empty(_treasury.Payouts);
    }

    [Fact]
    public void ALine_ThatCannotBePaid_IsHeld_AndTriedAgain_AfterAnHourOrWhenItGrew()
    {
        _treasury.Owe("ada", 5);
        _treasury.Owe("bob", 7);
        _chain.Unpayable["ada"] = "below the rent minimum";
        _chain.Otherwise = Paid;
        using var bench = Bench();
        Assert.Equal(7UL, Assert.Single(Assert.Single(_treasury.Payouts).Lines).Amount);
        var held = Assert.Single(bench.Monitor.Status.Held);
        Assert.Equal((Currency.Sol, "ada", 5UL, "below the rent minimum", _time.GetUtcNow() + TimeSpan.FromHours(1)), (held.Currency, held.Wallet, held.Amount, held.Reason, held.Until));
        bench.Advance(600);
        Assert.Single(_chain.Orders);

        _treasury.Owe("ada", 1);
        bench.Advance(60);
        Assert.Equal(2, _chain.Orders.Count);
        Minutes(bench, 62);
        Assert.Equal(3, _chain.Orders.Count);
        _chain.Unpayable.Clear();
        Minutes(bench, 62);
        Assert.Equal(0UL, _treasury.OwedTo("ada"));
        bench.Advance(5);
        Assert.Empty(bench.Monitor.Status.Held);
    }

    [Fact]
    public void ASet_ThatFailedThreeTimes_IsPartedIntoItsWallets_AndAWalletThatFailsAlone_IsHeld()
    {
        _treasury.Owe("ada", 5);
        _treasury.Owe("bob", 7);
        _chain.Otherwise = new(PayoutFate.Failed, Detail: "boom");
        // The fourth and later payouts of bob alone are good.
        _chain.Within = call =>
        {
            if (call == "look" && _treasury.Payouts[^1].Lines is [{ Wallet: "bob" }])
                _chain.Fates[_treasury.Payouts[^1].Signed.Reference] = Paid;
        };
        using var bench = Bench();
        Minutes(bench, 2);
        Assert.Equal([2, 2, 2], _treasury.Payouts.Select(payout => payout.Lines.Count));
        Minutes(bench, 10);
        Assert.Equal(["ada", "ada", "ada", "bob"], _treasury.Payouts.Skip(3).Select(payout => Assert.Single(payout.Lines).Wallet).Order(StringComparer.Ordinal));
        Assert.Equal((0UL, 5UL), (_treasury.OwedTo("bob"), _treasury.OwedTo("ada")));
        Assert.Equal("Its payout failed 3 times: boom.", Assert.Single(bench.Monitor.Status.Held).Reason);
    }

    [Fact]
    public void WhatWasSigned_MustBeWhatWasAskedFor()
    {
        _treasury.Owe("ada", 5);
        var liar = new Liar();
        using var bench = new ClerkBench(_treasury, liar, _time);
        bench.Advance(30);
        Assert.Empty(_treasury.Payouts);
        Assert.Equal("sign: What was signed isn't what was asked for.", bench.Monitor.Status.LastError);
    }

    [Fact]
    public void AMarket_ThatRefusesToAnswer_IsAskedAgain_AndShown()
    {
        _treasury.Owe("ada", 5);
        _chain.Otherwise = Paid;
        _treasury.Refuse("ListPayouts", RefusalCode.StorageUnavailable);
        _treasury.Break("GetOwed");
        using var bench = Bench();
        Assert.Equal("market: StorageUnavailable: The test said so.", bench.Monitor.Status.LastError);
        bench.Advance(5);
        Assert.Equal("market: The test lost this call.", bench.Monitor.Status.LastError);
        bench.Advance(10);
        Assert.Equal(0UL, _treasury.OwedTo("ada"));
    }

    [Fact]
    public void AStop_LeavesWhatIsOpen_ForTheNextStart()
    {
        _treasury.Owe("ada", 5);
        using (var bench = Bench())
            Assert.Equal(PayoutStatus.Open, Assert.Single(_treasury.Payouts).Status);
        _chain.Otherwise = Paid;
        using var next = Bench();
        Assert.Equal(PayoutStatus.Paid, Assert.Single(_treasury.Payouts).Status);
        Assert.Equal(["signature-1"], _chain.Sent);
    }

    [Fact]
    public void ACall_ThatIsNotAnswered_IsGivenUp_AfterHalfAMinute()
    {
        var deaf = new Deaf();
        Open("old", "net:one");
        using var bench = new ClerkBench(_treasury, deaf, _time);
        bench.Advance(30);
        Assert.Equal("network: No answer within 30 s.", bench.Monitor.Status.LastError);
        bench.Advance(2);
        Assert.Equal(2, deaf.Calls);
    }

    private static void Minutes(ClerkBench bench, int minutes) => bench.Advance(60 * minutes);

    private ClerkBench Bench(Action<SettlementOptions>? configure = null) => new(_treasury, _chain, _time, configure);

    private PayoutRecord Open(string reference, string network) => _treasury.Open(Record(reference, network, new("old", 3)));

    private PayoutRecord Record(string reference, string network, PayoutLine line) => new()
    {
        Id = new PayoutId(Guid.CreateVersion7(_time.GetUtcNow())),
        Status = PayoutStatus.Open,
        Currency = Currency.Sol,
        Lines = [line],
        Signed = new SignedPayout(reference, System.Text.Encoding.ASCII.GetBytes(reference), 100, 5_000, network),
        OpenedAt = _time.GetUtcNow(),
    };

    /// <summary>Signs more than it was asked for.</summary>
    private sealed class Liar : ISettlement
    {
        public ValueTask<string> GetNetworkAsync(CancellationToken cancellationToken) => new("net:one");

        public ValueTask<PayoutSigning> SignAsync(PayoutOrder order, CancellationToken cancellationToken) => new(new PayoutSigning(
            new SignedPayout("s", new byte[] { 1 }, 100, 5_000, "net:one"), [order.Lines[0] with { Amount = order.Lines[0].Amount + 1 }], []));

        public ValueTask SendAsync(SignedPayout payout, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public ValueTask<PayoutLook> LookAsync(SignedPayout payout, CancellationToken cancellationToken) => throw new InvalidOperationException();
    }

    /// <summary>Never answers.</summary>
    private sealed class Deaf : ISettlement
    {
        public int Calls { get; private set; }

        public async ValueTask<string> GetNetworkAsync(CancellationToken cancellationToken)
        {
            Calls++;
            var never = new TaskCompletionSource<string>();
            using var given = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            return await never.Task;
        }

        public ValueTask<PayoutSigning> SignAsync(PayoutOrder order, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public ValueTask SendAsync(SignedPayout payout, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public ValueTask<PayoutLook> LookAsync(SignedPayout payout, CancellationToken cancellationToken) => throw new InvalidOperationException();
    }
}
