using PhantomParadox.Core.Tests.Markets;

namespace PhantomParadox.Core.Tests.Payments;

public sealed class PayoutTests
{
    [Fact]
    public async Task Opening_SetsAside_AndKeepsWhatIsSent()
    {
        await using var market = await TestMarket.StartAsync();
        await market.EarnAsync(("ada", 1_000));

        var opened = await market.OpenAsync(1, new PayoutLine("ada", 1_000));

        var kept = (await market.Market.GetPayoutAsync(PayoutRig.IdOf(1))).Value;
        Assert.Equivalent(opened, kept);
        Assert.Equal((PayoutStatus.Open, null, null), (kept.Status, kept.EndedAt, kept.Detail));
        Assert.Equal([new PayoutLine("ada", 1_000)], kept.Lines);
        Assert.Equal(("signature-1", 1_000UL, 5_000UL, "solana:test"), (kept.Signed.Reference, kept.Signed.ExpiresAt, kept.Signed.Fee, kept.Signed.Network));
        Assert.Equal([1, 2, 3], kept.Signed.Bytes.ToArray());
        Assert.Equal(1_000, await market.BalanceAsync("ada", AccountKind.Earned));
        Assert.Equal(((UInt128)1_000, (UInt128)0), ((await market.TotalsAsync()).UnderWay, (await market.TotalsAsync()).Owed));
    }

    [Fact]
    public async Task Paid_MovesTheMoneyOutside_AndForgetsTheBytes()
    {
        await using var market = await TestMarket.StartAsync();
        await market.EarnAsync(("ada", 1_000), ("bob", 500));
        await market.OpenAsync(1, new PayoutLine("ada", 1_000), new PayoutLine("bob", 200));

        var paid = await market.RecordAsync(1, PayoutFate.Paid, position: 77);

        Assert.Equal((PayoutStatus.Paid, 77UL, true, true), (paid.Status, paid.Position, paid.EndedAt is not null, paid.Signed.Bytes.IsEmpty));
        Assert.Equal((0, 1_000), (await market.BalanceAsync("ada", AccountKind.Earned), await market.BalanceAsync("ada", AccountKind.External)));
        Assert.Equal((300, 200), (await market.BalanceAsync("bob", AccountKind.Earned), await market.BalanceAsync("bob", AccountKind.External)));
        var totals = await market.TotalsAsync();
        Assert.Equal<(UInt128, UInt128, UInt128, UInt128)>((1_200, 0, 300, 5_000), (totals.PaidOut, totals.UnderWay, totals.Owed, totals.Fees));
        Assert.Equal(0, market.Market.State.Ledger.Sum(Currency.Sol));
    }

    [Theory]
    [InlineData(PayoutFate.Failed, 5_000)]
    [InlineData(PayoutFate.Expired, 0)]
    public async Task WhatNeverTakesEffect_IsOwedAgain(PayoutFate fate, ulong fees)
    {
        await using var market = await TestMarket.StartAsync(options => options.Payments.DailyPayoutCapSol = 1_000);
        await market.EarnAsync(("ada", 1_000));
        await market.OpenAsync(1, new PayoutLine("ada", 1_000));

        var released = await market.RecordAsync(1, fate, detail: "why");

        Assert.Equal((PayoutStatus.Released, "why"), (released.Status, released.Detail));
        Assert.Equal([new PayoutLine("ada", 1_000)], (await market.OwedAsync()).Lines);
        Assert.Equal((UInt128)fees, (await market.TotalsAsync()).Fees);
        // It gives the day back what it had taken.
        await market.OpenAsync(2, new PayoutLine("ada", 1_000));
    }

    [Theory]
    [InlineData(true, PayoutStatus.Paid, 0)]
    [InlineData(false, PayoutStatus.Released, 1_000)]
    public async Task InDoubt_ItStaysSetAside_UntilAnOperatorSays(bool wasPaid, PayoutStatus status, ulong owed)
    {
        await using var market = await TestMarket.StartAsync();
        await market.EarnAsync(("ada", 1_000));
        await market.OpenAsync(1, new PayoutLine("ada", 1_000));

        var doubted = await market.RecordAsync(1, PayoutFate.Doubtful, detail: "two answers");
        Assert.Equal((PayoutStatus.Review, "two answers", 3), (doubted.Status, doubted.Detail, doubted.Signed.Bytes.Length));
        Assert.Empty((await market.OwedAsync()).Lines);
        Assert.Equal((UInt128)1_000, (await market.TotalsAsync()).UnderWay);
        await Refused.With(RefusalCode.InvalidState, market.Market.RecordPayoutAsync(PayoutRig.IdOf(1), new PayoutLook(PayoutFate.Paid)));
        var resolved = await market.Market.ResolvePayoutAsync(PayoutRig.IdOf(1), wasPaid, "looked it up");

        Assert.Equal((status, "looked it up", true), (resolved.Value.Status, resolved.Value.Detail, resolved.Value.Signed.Bytes.IsEmpty));
        Assert.Equal((UInt128)owed, (await market.TotalsAsync()).Owed);
        await Refused.With(RefusalCode.InvalidState, market.Market.ResolvePayoutAsync(PayoutRig.IdOf(1), wasPaid, "again"));
    }

    [Fact]
    public async Task TheSameOpeningAgain_AnswersWhatItOpened_EvenOnceThatHasEnded()
    {
        await using var market = await TestMarket.StartAsync();
        await market.EarnAsync(("ada", 1_000));
        await market.OpenAsync(1, new PayoutLine("ada", 1_000));

        Assert.Equal(PayoutStatus.Open, (await market.OpenAsync(1, new PayoutLine("ada", 1_000))).Status);
        Assert.Equal((UInt128)1_000, (await market.TotalsAsync()).UnderWay);
        await market.RecordAsync(1, PayoutFate.Paid);
        Assert.Equal(PayoutStatus.Paid, (await market.OpenAsync(1, new PayoutLine("ada", 1_000))).Status);
        var other = PayoutRig.Opening(1, new PayoutLine("ada", 1_000));
        await Refused.Naming(["payout"], market.Market.OpenPayoutAsync(other with { Signed = other.Signed with { Reference = "another" } }));
    }

    [Fact]
    public async Task TheSameFateAgain_ChangesNothing_AndAnotherIsRefused()
    {
        await using var market = await TestMarket.StartAsync();
        await market.EarnAsync(("ada", 1_000), ("bob", 1_000));
        await market.OpenAsync(1, new PayoutLine("ada", 1_000));
        await market.OpenAsync(2, new PayoutLine("bob", 1_000));
        await market.RecordAsync(1, PayoutFate.Paid);
        await market.RecordAsync(2, PayoutFate.Failed);
        var position = market.Market.DurablePosition;

        await market.RecordAsync(1, PayoutFate.Paid);
        await market.RecordAsync(2, PayoutFate.Expired);
        Assert.Equal(position, market.Market.DurablePosition);
        await Refused.With(RefusalCode.InvalidState, market.Market.RecordPayoutAsync(PayoutRig.IdOf(1), new PayoutLook(PayoutFate.Expired)));
        await Refused.With(RefusalCode.InvalidState, market.Market.RecordPayoutAsync(PayoutRig.IdOf(2), new PayoutLook(PayoutFate.Paid)));
        await Refused.With(RefusalCode.PayoutNotFound, market.Market.RecordPayoutAsync(PayoutRig.IdOf(3), new PayoutLook(PayoutFate.Paid)));
        await Refused.With(RefusalCode.PayoutNotFound, market.Market.ResolvePayoutAsync(PayoutRig.IdOf(3), true, "why"));
        await Refused.With(RefusalCode.PayoutNotFound, market.Market.GetPayoutAsync(PayoutRig.IdOf(3)));
    }

    [Fact]
    public async Task NobodyIsPaid_MoreThanIsOwed_OrTwiceAtOnce()
    {
        await using var market = await TestMarket.StartAsync();
        await market.EarnAsync(("ada", 1_000), ("bob", 1_000));

        await Refused.With(RefusalCode.PayoutNotOwed, market.Market.OpenPayoutAsync(PayoutRig.Opening(1, new PayoutLine("ada", 1_001))));
        await Refused.With(RefusalCode.PayoutNotOwed, market.Market.OpenPayoutAsync(PayoutRig.Opening(1, new PayoutLine("eve", 1))));
        await Refused.With(
            RefusalCode.PayoutNotOwed,
            market.Market.OpenPayoutAsync(PayoutRig.Opening(1, new PayoutLine("ada", 1)) with { Currency = Currency.Usdc }));
        await market.OpenAsync(1, new PayoutLine("ada", 1));
        await Refused.With(
            RefusalCode.PayoutNotOwed,
            market.Market.OpenPayoutAsync(PayoutRig.Opening(2, new PayoutLine("bob", 1), new PayoutLine("ada", 1))));
        await market.RecordAsync(1, PayoutFate.Doubtful);
        await Refused.With(RefusalCode.PayoutNotOwed, market.Market.OpenPayoutAsync(PayoutRig.Opening(2, new PayoutLine("ada", 1))));
        Assert.Equal((UInt128)1, (await market.TotalsAsync()).UnderWay);
    }

    [Fact]
    public async Task WhatAPayoutHolds_CantBeSpentOnABond()
    {
        await using var market = await TestMarket.StartAsync();
        await market.EarnAsync(("ada", 1_000));
        await market.OpenAsync(1, new PayoutLine("ada", 600));
        var state = market.Market.State;
        Assert.True(state.Wallets.TryFind("ada", out var ada));

        Assert.Equal(400, state.Ledger.SpendableOf(ada, AccountKind.Earned, Currency.Sol));
        await market.RecordAsync(1, PayoutFate.Expired);
        Assert.Equal(1_000, state.Ledger.SpendableOf(ada, AccountKind.Earned, Currency.Sol));
    }

    [Fact]
    public async Task Caps_HoldForALine_AndForADay()
    {
        await using var market = await TestMarket.StartAsync(options =>
        {
            options.Payments.PayoutCapSol = 600;
            options.Payments.DailyPayoutCapSol = 1_000;
        });
        await market.EarnAsync(("ada", 1_000), ("bob", 1_000));

        await Refused.With(RefusalCode.PayoutCapReached, market.Market.OpenPayoutAsync(PayoutRig.Opening(1, new PayoutLine("ada", 601))));
        await Refused.With(
            RefusalCode.PayoutCapReached,
            market.Market.OpenPayoutAsync(PayoutRig.Opening(1, new PayoutLine("ada", 600), new PayoutLine("bob", 401))));
        await market.OpenAsync(1, new PayoutLine("ada", 600), new PayoutLine("bob", 400));
        await market.RecordAsync(1, PayoutFate.Paid);
        await Refused.With(RefusalCode.PayoutCapReached, market.Market.OpenPayoutAsync(PayoutRig.Opening(2, new PayoutLine("ada", 1))));
        await market.AdvanceAsync(TimeSpan.FromDays(1));
        await market.OpenAsync(2, new PayoutLine("ada", 400));
    }

    [Fact]
    public async Task WhatIsReleasedOnALaterDay_GivesThatDayNothing()
    {
        await using var market = await TestMarket.StartAsync(options => options.Payments.DailyPayoutCapSol = 1_000);
        await market.EarnAsync(("ada", 1_000), ("bob", 1_000));
        await market.OpenAsync(1, new PayoutLine("ada", 1_000));
        await market.AdvanceAsync(TimeSpan.FromDays(1));
        await market.OpenAsync(2, new PayoutLine("bob", 900));

        await market.RecordAsync(1, PayoutFate.Expired);

        Assert.Equal(100UL, (await market.OwedAsync()).LeftToday);
    }

    [Fact]
    public async Task Payouts_AreListedNewestFirst_AndByStatus()
    {
        await using var market = await TestMarket.StartAsync();
        await market.EarnAsync(("ada", 5), ("bob", 5), ("cem", 5), ("dan", 5));
        for (var number = 1; number <= 4; number++)
            await market.OpenAsync(number, new PayoutLine(new[] { "ada", "bob", "cem", "dan" }[number - 1], 5));
        await market.RecordAsync(2, PayoutFate.Paid);
        await market.RecordAsync(3, PayoutFate.Doubtful);

        Assert.Equal([4, 3, 2, 1], await ListAsync(market, null));
        Assert.Equal([4, 1], await ListAsync(market, PayoutStatus.Open));
        Assert.Equal([3], await ListAsync(market, PayoutStatus.Review));
        Assert.Equal([2], await ListAsync(market, PayoutStatus.Paid));
        Assert.Empty(await ListAsync(market, PayoutStatus.Released));
        await Refused.Naming(["limit"], market.Market.ListPayoutsAsync(new PayoutQuery(Limit: 0)));
        await Refused.Naming(["cursor"], market.Market.ListPayoutsAsync(new PayoutQuery(Cursor: "x")));
    }

    [Fact]
    public async Task EndedPayouts_AreKeptAsLongAsIsSaid_AndOpenOnesForEver()
    {
        await using var market = await TestMarket.StartAsync(options => options.Payments.PayoutRetention = TimeSpan.FromDays(2));
        await market.EarnAsync(("ada", 5), ("bob", 5));
        await market.OpenAsync(1, new PayoutLine("ada", 5));
        await market.OpenAsync(2, new PayoutLine("bob", 5));
        await market.RecordAsync(1, PayoutFate.Paid);

        await market.AdvanceAsync(TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1));
        Assert.Equal([2, 1], await ListAsync(market, null));
        await market.AdvanceAsync(1);
        Assert.Equal([2], await ListAsync(market, null));
        await Refused.With(RefusalCode.PayoutNotFound, market.Market.GetPayoutAsync(PayoutRig.IdOf(1)));
    }

    [Fact]
    public async Task Refuses_OpeningsThatAreNone_NamingEveryField()
    {
        await using var market = await TestMarket.StartAsync();
        var good = PayoutRig.Opening(1, new PayoutLine("ada", 1));

        await Refused.Naming(["payout", "currency"], market.Market.OpenPayoutAsync(good with { Payout = default, Currency = 0 }));
        await Refused.Naming(["lines"], market.Market.OpenPayoutAsync(good with { Lines = [] }));
        await Refused.Naming(
            ["lines"],
            market.Market.OpenPayoutAsync(good with { Lines = [.. Enumerable.Range(0, 65).Select(number => new PayoutLine($"w{number}", 1))] }));
        await Refused.Naming(
            ["lines[0].amount", "lines[1].wallet", "lines[2].wallet"],
            market.Market.OpenPayoutAsync(good with { Lines = [new("ada", 0), new("ada", 1), new("two words", 1)] }));
        await Refused.Naming(["signed"], market.Market.OpenPayoutAsync(good with { Signed = null! }));
        await Refused.Naming(
            ["signed.reference", "signed.bytes", "signed.network"],
            market.Market.OpenPayoutAsync(good with { Signed = new SignedPayout("", default, 0, 0, new string('n', 129)) }));
        await Refused.Naming(
            ["signed.bytes"], market.Market.OpenPayoutAsync(good with { Signed = good.Signed with { Bytes = new byte[4_097] } }));
        await Refused.Naming(["fate"], market.Market.RecordPayoutAsync(PayoutRig.IdOf(1), new PayoutLook(PayoutFate.Unknown)));
        await Refused.Naming(
            ["detail"], market.Market.RecordPayoutAsync(PayoutRig.IdOf(1), new PayoutLook(PayoutFate.Paid, 0, new string('d', 513))));
        await Refused.Naming(["note"], market.Market.ResolvePayoutAsync(PayoutRig.IdOf(1), true, ""));
    }

    [Fact]
    public async Task AnOpenPayout_OutlivesARestart()
    {
        var market = await TestMarket.StartAsync();
        await market.EarnAsync(("ada", 1_000));
        await market.OpenAsync(1, new PayoutLine("ada", 1_000));

        market = await market.RestartAsync(TimeSpan.FromHours(1));
        await using var _ = market;

        Assert.Equal([1, 2, 3], (await market.Market.GetPayoutAsync(PayoutRig.IdOf(1))).Value.Signed.Bytes.ToArray());
        Assert.Empty((await market.OwedAsync()).Lines);
        await market.RecordAsync(1, PayoutFate.Paid);
        Assert.Equal(1_000, await market.BalanceAsync("ada", AccountKind.External));
    }

    private static async Task<List<int>> ListAsync(TestMarket market, PayoutStatus? status)
    {
        List<int> numbers = [];
        string? cursor = null;
        do
        {
            var page = (await market.Market.ListPayoutsAsync(new PayoutQuery(status, 1, cursor))).Value;
            numbers.AddRange(page.Items.Select(payout => (int)payout.Id.Value.ToByteArray()[15]));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return numbers;
    }
}
