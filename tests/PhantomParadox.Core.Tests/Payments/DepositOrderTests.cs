using PhantomParadox.Core.Tests.Markets;

namespace PhantomParadox.Core.Tests.Payments;

public sealed class DepositOrderTests
{
    [Fact]
    public async Task AJobWithoutItsDeposit_Waits_AndNobodyGetsIt()
    {
        await using var market = await DepositRig.StartAsync();
        await market.ConnectAsync("ada");
        var spec = new JobSpec { Type = JobType.Relay, Buyer = "buyer", Description = "route this", Amount = 1_000, DepositReference = DepositRig.Reference(7) };

        var posted = (await market.Market.PostJobAsync(spec)).Value;

        var order = posted.Deposit!;
        Assert.Equal((JobStatus.Pending, Settlement.None), (posted.Status, posted.Settlement));
        Assert.Equal((DepositRig.Reference(7), posted.Id, "buyer", Currency.Sol), (order.Reference, order.Job, order.Buyer, order.Currency));
        Assert.Equal((1_000UL, 0UL, DepositStatus.Awaited), (order.Amount, order.Arrived, order.Status));
        Assert.Equal(
            (TimeSpan.FromMinutes(30), TimeSpan.FromHours(60)), (order.ExpiresAt - order.OpenedAt, order.WatchedUntil - order.OpenedAt));
        Assert.Equal(order, Assert.Single(await market.OrdersAsync()));
        var job = await market.JobAsync(posted.Id);
        Assert.Equal((JobStatus.Pending, Settlement.None, order), (job.Status, job.Settlement, job.Deposit));
        Assert.Equal(DepositRig.Reference(7), job.Spec.DepositReference);
        Assert.Equal(0, await market.BalanceAsync("buyer", AccountKind.External));
        var refusal = (await market.Market.ClaimJobAsync(posted.Id, "ada")).Refusal;
        Assert.Equal((RefusalCode.InvalidState, "The job waits for its deposit."), (refusal?.Code, refusal?.Detail));
    }

    [Fact]
    public async Task FundedInFull_TheJobIsEscrowed_AndAssignedAtOnce()
    {
        await using var market = await DepositRig.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.OrderAsync(1);

        Assert.Equal((400UL, DepositStatus.Awaited), Standing(await market.CountAsync(1, 1, 400)));
        Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
        await market.BalancesAsync();
        Assert.Equal((1_000UL, DepositStatus.Funded), Standing(await market.CountAsync(1, 2, 600)));

        var funded = await market.JobAsync(job);
        Assert.Equal((JobStatus.Assigned, Settlement.Escrowed, "ada"), (funded.Status, funded.Settlement, funded.AgentWallet));
        Assert.Equal((-1_000, 0), (await market.BalanceAsync("buyer", AccountKind.External), await market.BalanceAsync("buyer", AccountKind.Available)));
        await market.BalancesAsync();
        await market.FinishAsync(job, "ada");
        Assert.Equal([new PayoutLine("ada", 1_000)], (await market.OwedAsync()).Lines);
        await market.BalancesAsync();
    }

    [Fact]
    public async Task ADeposit_IsCountedOnce_WhateverOrderItIsReportedFor()
    {
        await using var market = await DepositRig.StartAsync();
        await market.OrderAsync(1);
        await market.OrderAsync(2);
        await market.CountAsync(1, 1, 600);
        var position = market.Market.DurablePosition;

        Assert.Equal(600UL, (await market.CountAsync(1, 1, 600)).Arrived);
        Assert.Equal(0UL, (await market.CountAsync(2, 1, 600)).Arrived);

        Assert.Equal(position, market.Market.DurablePosition);
        Assert.Equal((UInt128)600, (await market.TotalsAsync()).Deposited);
    }

    [Fact]
    public async Task WhatIsTooMuch_GoesBack()
    {
        await using var market = await DepositRig.StartAsync();
        await market.OrderAsync(1);

        Assert.Equal((1_700UL, DepositStatus.Funded), Standing(await market.CountAsync(1, 1, 1_700)));
        Assert.Equal((1_710UL, DepositStatus.Funded), Standing(await market.CountAsync(1, 2, 10)));

        Assert.Equal([new PayoutLine("buyer", 710)], (await market.OwedAsync()).Lines);
        await market.OpenAsync(1, new PayoutLine("buyer", 710));
        await market.RecordAsync(1, PayoutFate.Paid);
        Assert.Equal((0, -1_000), (await market.BalanceAsync("buyer", AccountKind.Available), await market.BalanceAsync("buyer", AccountKind.External)));
        await market.BalancesAsync();
    }

    [Fact]
    public async Task AJobWhoseDepositDoesntCome_Fails_AndWhatCameGoesBack()
    {
        await using var market = await DepositRig.StartAsync();
        var none = await market.OrderAsync(1);
        var some = await market.OrderAsync(2);
        await market.CountAsync(2, 1, 999);

        await market.AdvanceAsync(TimeSpan.FromMinutes(30));

        foreach (var (job, settlement) in ((JobId, Settlement)[])[(none, Settlement.None), (some, Settlement.Refunded)])
        {
            var record = await market.JobAsync(job);
            Assert.Equal((JobStatus.Failed, JobFailure.DepositMissing, settlement), (record.Status, record.Failure, record.Settlement));
            Assert.Equal(DepositStatus.Lapsed, record.Deposit!.Status);
        }
        Assert.Equal([new PayoutLine("buyer", 999)], (await market.OwedAsync()).Lines);
        // What comes late is all the buyer's.
        Assert.Equal((1_999UL, DepositStatus.Lapsed), Standing(await market.CountAsync(2, 2, 1_000)));
        Assert.Equal([new PayoutLine("buyer", 1_999)], (await market.OwedAsync()).Lines);
        await market.BalancesAsync();
    }

    [Fact]
    public async Task TimeInWhichTheMarketIsDown_CountsForADeposit()
    {
        var market = await DepositRig.StartAsync();
        var job = await market.OrderAsync(1);

        market = await market.RestartAsync(TimeSpan.FromMinutes(30));
        await using var _ = market;

        Assert.Equal(JobFailure.DepositMissing, (await market.JobAsync(job)).Failure);
    }

    [Fact]
    public async Task AnEarlierDeadline_EndsTheWaiting()
    {
        await using var market = await DepositRig.StartAsync();
        var deadline = market.Time.GetUtcNow() + TimeSpan.FromMinutes(5);
        var late = await market.OrderAsync(1, spec => spec with { Deadline = deadline });
        var paid = await market.OrderAsync(2, spec => spec with { Deadline = deadline });
        await market.CountAsync(2, 1, 1_000);
        Assert.Equal(deadline, (await market.JobAsync(late)).Deposit!.ExpiresAt);

        await market.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(JobFailure.DeadlineExceeded, (await market.JobAsync(late)).Failure);
        Assert.Equal(JobFailure.DeadlineExceeded, (await market.JobAsync(paid)).Failure);
        Assert.Equal([new PayoutLine("buyer", 1_000)], (await market.OwedAsync()).Lines);
    }

    [Fact]
    public async Task AFundedJob_WaitsForItsAgent_FromThenOn()
    {
        await using var market = await DepositRig.StartAsync(options => options.Jobs.QueueTtl = TimeSpan.FromMinutes(10));
        var job = await market.OrderAsync(1);
        await market.AdvanceAsync(TimeSpan.FromMinutes(20));
        await market.CountAsync(1, 1, 1_000);

        await market.AdvanceAsync(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(JobStatus.Pending, (await market.JobAsync(job)).Status);
        await market.AdvanceAsync(1);
        Assert.Equal(JobFailure.DeadlineExceeded, (await market.JobAsync(job)).Failure);
    }

    [Fact]
    public async Task AJobThatWaitsForItsDeposit_CanBeCancelled()
    {
        await using var market = await DepositRig.StartAsync();
        var job = await market.OrderAsync(1);
        await market.CountAsync(1, 1, 10);

        var cancelled = (await market.Market.CancelJobAsync(job, "buyer")).Value;

        Assert.Equal((JobStatus.Cancelled, Settlement.Refunded), (cancelled.Status, cancelled.Settlement));
        Assert.Equal(DepositStatus.Lapsed, cancelled.Deposit!.Status);
        Assert.Equal((0, 10), (await market.BalanceAsync("buyer", AccountKind.Escrow), await market.BalanceAsync("buyer", AccountKind.Available)));
        await market.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(JobStatus.Cancelled, (await market.JobAsync(job)).Status);
        await market.BalancesAsync();
    }

    [Fact]
    public async Task AReference_IsNeeded_AndIsNobodyElses()
    {
        await using var market = await DepositRig.StartAsync();
        await market.OrderAsync(1);
        var spec = new JobSpec { Type = JobType.Relay, Buyer = "other", Description = "route this", Amount = 1 };

        await Refused.Naming(["payment.reference"], market.Market.PostJobAsync(spec));
        await Refused.Naming(["payment.reference"], market.Market.PostJobAsync(spec with { DepositReference = DepositRig.Reference(1) }));
        await Refused.Naming(
            ["payment.reference"], market.Market.PostJobAsync(spec with { Amount = 0, DepositReference = DepositRig.Reference(2) }));
        Assert.Null((await market.Market.PostJobAsync(spec with { Amount = 0 })).Refusal);
        await market.AdvanceAsync(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await Refused.Naming(["payment.reference"], market.Market.PostJobAsync(spec with { DepositReference = DepositRig.Reference(1) }));
        await market.AdvanceAsync(1);
        Assert.Null((await market.Market.PostJobAsync(spec with { DepositReference = DepositRig.Reference(1) })).Refusal);
    }

    [Fact]
    public async Task AMarketOnTheLedgersWord_TakesNoReference()
    {
        await using var market = await TestMarket.StartAsync();
        var spec = new JobSpec { Type = JobType.Relay, Buyer = "buyer", Description = "route this", Amount = 1, DepositReference = DepositRig.Reference(1) };

        var refusal = (await market.Market.PostJobAsync(spec)).Refusal;

        Assert.Equal((RefusalCode.NotSupported, "payment.reference"), (refusal?.Code, refusal?.Errors.Single().Field));
    }

    [Fact]
    public async Task ADepositThatNobodyWaitsFor_IsRefused()
    {
        await using var market = await DepositRig.StartAsync();
        await market.OrderAsync(1);
        var reference = DepositRig.Reference(1);

        await Refused.With(RefusalCode.DepositNotExpected, market.Market.CountDepositAsync(DepositRig.Reference(2), market.Deposit(1, 1)));
        await Refused.With(
            RefusalCode.DepositNotExpected, market.Market.CountDepositAsync(reference, market.Deposit(1, 1, TimeSpan.FromHours(-24.001))));
        await Refused.With(
            RefusalCode.DepositNotExpected, market.Market.CountDepositAsync(reference, market.Deposit(1, 1, TimeSpan.FromHours(48.001))));
        await Refused.Naming(
            ["currency"], market.Market.CountDepositAsync(reference, market.Deposit(1, 1) with { Currency = Currency.Usdc }));
        await Refused.Naming(
            ["reference", "transaction", "amount", "currency", "arrivedAt"],
            market.Market.CountDepositAsync(default, new ArrivedDeposit("", 0, 0, DateTimeOffset.UnixEpoch.AddSeconds(-1), 0)));
        Assert.Null((await market.Market.CountDepositAsync(reference, market.Deposit(1, 1, TimeSpan.FromHours(-24)))).Refusal);
        Assert.Null((await market.Market.CountDepositAsync(reference, market.Deposit(2, 1, TimeSpan.FromHours(48)))).Refusal);
        await Refused.Naming(["amount"], market.Market.CountDepositAsync(reference, market.Deposit(3, ulong.MaxValue)));
    }

    [Fact]
    public async Task Deposits_AreLookedForSixtyHours_AndThenRefused()
    {
        await using var market = await DepositRig.StartAsync();
        await market.OrderAsync(1);
        await market.AdvanceAsync(TimeSpan.FromHours(1));
        await market.OrderAsync(2);
        await market.AdvanceAsync(TimeSpan.FromHours(59) - TimeSpan.FromSeconds(1));
        Assert.Equal([1, 2], (await market.OrdersAsync()).Select(order => (int)order.Reference.Low));
        Assert.Equal(market.Time.GetUtcNow() + TimeSpan.FromSeconds(1), (await market.OrdersAsync())[0].WatchedUntil);

        await market.AdvanceAsync(1);

        var earlier = TimeSpan.FromHours(-20);
        Assert.Equal([2], (await market.OrdersAsync()).Select(order => (int)order.Reference.Low));
        await Refused.With(RefusalCode.DepositNotExpected, market.Market.CountDepositAsync(DepositRig.Reference(1), market.Deposit(1, 1, earlier)));
        Assert.Null((await market.Market.CountDepositAsync(DepositRig.Reference(2), market.Deposit(2, 1, earlier))).Refusal);
    }

    [Fact]
    public async Task ADepositThatCameWhileTheMarketWasDown_IsLookedForAfterIt_AndGoesBack()
    {
        var market = await DepositRig.StartAsync();
        var opened = market.Time.GetUtcNow();
        await market.OrderAsync(1);
        await market.AdvanceAsync(TimeSpan.FromHours(47));
        market = await market.RestartAsync(TimeSpan.FromDays(20));
        await using var _ = market;

        Assert.Equal(opened + TimeSpan.FromDays(20) + TimeSpan.FromHours(60), Assert.Single(await market.OrdersAsync()).WatchedUntil);
        ArrivedDeposit At(int number, TimeSpan later) => new($"transaction-{number}", 400, Currency.Sol, opened + later, 100);
        Assert.Null((await market.Market.CountDepositAsync(DepositRig.Reference(1), At(1, TimeSpan.FromHours(48)))).Refusal);
        // What came later than orders take is nobody's, downtime or not.
        await Refused.With(RefusalCode.DepositNotExpected, market.Market.CountDepositAsync(DepositRig.Reference(1), At(2, TimeSpan.FromHours(48.001))));
        Assert.Equal([new PayoutLine("buyer", 400)], (await market.OwedAsync()).Lines);

        await market.AdvanceAsync(TimeSpan.FromHours(13) - TimeSpan.FromSeconds(1));
        Assert.Single(await market.OrdersAsync());
        await market.AdvanceAsync(1);
        Assert.Empty(await market.OrdersAsync());
        await Refused.With(RefusalCode.DepositNotExpected, market.Market.CountDepositAsync(DepositRig.Reference(1), At(3, TimeSpan.FromHours(1))));
        await market.BalancesAsync();
    }

    [Fact]
    public async Task TwoOrdersOnOneDeposit_CountItOnce_AlsoAfterALongDowntime()
    {
        var market = await DepositRig.StartAsync();
        var opened = market.Time.GetUtcNow();
        var shared = new ArrivedDeposit("transaction-1", 400, Currency.Sol, opened + TimeSpan.FromHours(47), 100);
        await market.OrderAsync(1);
        await market.AdvanceAsync(TimeSpan.FromHours(47));
        Assert.Equal(400UL, (await market.Market.CountDepositAsync(DepositRig.Reference(1), shared)).Value.Arrived);
        await market.OrderAsync(2);
        await market.AdvanceAsync(TimeSpan.FromHours(20));
        // The first is looked for no more, and is far older than orders are kept; the second is looked for still.
        market = await market.RestartAsync(TimeSpan.FromDays(20));
        await using var _ = market;
        Assert.Equal([2], (await market.OrdersAsync()).Select(order => (int)order.Reference.Low));

        Assert.Equal(0UL, (await market.Market.CountDepositAsync(DepositRig.Reference(2), shared)).Value.Arrived);
        Assert.Equal((UInt128)400, (await market.TotalsAsync()).Deposited);
        var free = new JobSpec { Type = JobType.Relay, Buyer = "other", Description = "route this", Amount = 1, DepositReference = DepositRig.Reference(1) };
        await Refused.Naming(["payment.reference"], market.Market.PostJobAsync(free));

        await market.AdvanceAsync(TimeSpan.FromHours(40));
        Assert.Empty(await market.OrdersAsync());
        Assert.Null((await market.Market.PostJobAsync(free)).Refusal);
    }

    [Fact]
    public async Task Orders_AreListedOldestFirst_PageByPage()
    {
        await using var market = await DepositRig.StartAsync();
        for (var number = 1; number <= 5; number++)
            await market.OrderAsync(number);
        List<int> numbers = [];
        string? cursor = null;
        do
        {
            var page = (await market.Market.ListDepositOrdersAsync(cursor, 2)).Value;
            numbers.AddRange(page.Items.Select(order => (int)order.Reference.Low));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal([1, 2, 3, 4, 5], numbers);
        var first = (await market.Market.ListDepositOrdersAsync(null, 2)).Value;
        await market.AdvanceAsync(TimeSpan.FromHours(60));
        await market.OrderAsync(6);
        var next = (await market.Market.ListDepositOrdersAsync(first.NextCursor, 2)).Value;
        Assert.Equal([6], next.Items.Select(order => (int)order.Reference.Low));
        Assert.Null(next.NextCursor);
        await Refused.Naming(["limit"], market.Market.ListDepositOrdersAsync(null, 0));
        await Refused.Naming(["cursor"], market.Market.ListDepositOrdersAsync("x", 1));
    }

    [Fact]
    public async Task AnArchivedJob_ShowsItsDeposit()
    {
        await using var market = await DepositRig.StartAsync();
        var job = await market.OrderAsync(1);
        await market.CountAsync(1, 1, 10);
        await market.AdvanceAsync(TimeSpan.FromMinutes(30));
        var before = await market.JobAsync(job);
        await ArchiveTests.ArchivedAsync(market, 1);
        Assert.Equal(0, market.Market.State.Jobs.Log.Count);

        var archived = await market.JobAsync(job);

        Assert.Equal((before.Deposit, before.Spec.DepositReference), (archived.Deposit, archived.Spec.DepositReference));
        // Its order goes on without it.
        Assert.Equal((20UL, DepositStatus.Lapsed), Standing(await market.CountAsync(1, 2, 10)));
        Assert.Equal([new PayoutLine("buyer", 20)], (await market.OwedAsync()).Lines);
    }

    [Fact]
    public async Task AJobThatOutlivesItsOrder_StillShowsIt()
    {
        await using var market = await DepositRig.StartAsync(options => options.Jobs.QueueTtl = TimeSpan.FromDays(20));
        var job = await market.OrderAsync(1);
        await market.CountAsync(1, 1, 1_000);
        await market.AdvanceAsync(TimeSpan.FromDays(8));

        Assert.Equal(DepositStatus.Funded, (await market.JobAsync(job)).Deposit!.Status);
        await market.Market.CancelJobAsync(job, "buyer");
        await ArchiveTests.ArchivedAsync(market, 1);
        Assert.Equal(0, market.Market.State.Jobs.Log.Count);
        Assert.Equal([new PayoutLine("buyer", 1_000)], (await market.OwedAsync()).Lines);
    }

    private static (ulong Arrived, DepositStatus Status) Standing(DepositOrder order) => (order.Arrived, order.Status);
}
