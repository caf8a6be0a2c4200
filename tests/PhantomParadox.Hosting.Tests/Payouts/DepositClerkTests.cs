using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>The rules of the deposit clerk, one by one.</summary>
public sealed class DepositClerkTests : IDisposable
{
    private static readonly DateTimeOffset Began = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    private readonly FakeTimeProvider _time = new(Began);
    private readonly SourceScript _source = new();
    private readonly SettlementMonitor _monitor = new();
    private readonly ClerkBench.LiveOptions _options = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TreasuryDouble _treasury;
    private Task _run = Task.CompletedTask;

    public DepositClerkTests() => _treasury = new(_time);

    public void Dispose()
    {
        _stop.Cancel();
        _run.GetAwaiter().GetResult();
        _stop.Dispose();
    }

    [Fact]
    public void ADeposit_IsCounted_AndNotToldAgain()
    {
        _treasury.Order(Order(1));
        _source.Found[Reference(1)] = [Deposit("tx-1", 60), Deposit("tx-2", 40)];
        Start();
        Assert.Equal(["tx-1", "tx-2"], _treasury.Counted.Select(counted => counted.Deposit.Transaction));
        Assert.Equal((100UL, DepositStatus.Funded), (_treasury.Orders[0].Arrived, _treasury.Orders[0].Status));
        Advance(600);
        Assert.Equal(2, _treasury.Counted.Count);
        Assert.True(_source.Looks.Count > 1);
    }

    [Fact]
    public void AnOrder_ThatCameMeanwhile_IsLookedForWithinTwoSeconds()
    {
        Start();
        Advance(10);
        _treasury.Order(Order(1));
        Advance(2);
        Assert.Equal([Reference(1)], _source.Looks);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(60, 2)]
    [InlineData(300, 10)]
    [InlineData(1_800, 60)]
    [InlineData(86_400, 60)]
    public void TheOlderAnOrder_TheSeldomerItIsLookedFor(int age, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DepositClerk.PaceOf(Order(1), Began + TimeSpan.FromSeconds(age)));

    [Theory]
    [InlineData(DepositStatus.Funded)]
    [InlineData(DepositStatus.Lapsed)]
    public void WhatComesAfterTheEnd_IsLookedForSeldom(DepositStatus status) =>
        Assert.Equal(TimeSpan.FromMinutes(5), DepositClerk.PaceOf(Order(1) with { Status = status }, Began));

    [Fact]
    public void AYoungOrder_IsLookedForEveryTwoSeconds()
    {
        _treasury.Order(Order(1));
        Start();
        Advance(20);
        Assert.Equal(11, _source.Looks.Count);
    }

    [Fact]
    public void AnOrder_ThatIsNoLongerWatched_IsLetGo()
    {
        _treasury.Order(Order(1));
        Start();
        _treasury.Forget(Reference(1));
        Advance(61);
        var looks = _source.Looks.Count;
        Advance(300);
        Assert.Equal(looks, _source.Looks.Count);
    }

    [Fact]
    public void AllPages_AreRead_AndNewOrdersAreFoundOnTheLast()
    {
        _treasury.MostOnAPage = 2;
        for (var i = 1; i <= 5; i++)
            _treasury.Order(Order(i));
        Start();
        Advance(10);
        Assert.Equal(5, _source.Looks.Distinct().Count());
        _treasury.Order(Order(6));
        Advance(4);
        Assert.Contains(Reference(6), _source.Looks);
    }

    [Fact]
    public void NoMoreLooks_AreUnderWay_ThanMayBe()
    {
        _options.Value.DepositLooks = 2;
        _source.Gate = new TaskCompletionSource();
        for (var i = 1; i <= 5; i++)
            _treasury.Order(Order(i));
        Start();
        Advance(10);
        Assert.Equal(2, _source.Looks.Count);
        _source.Gate.SetResult();
        Advance(10);
        Assert.Equal(5, _source.Looks.Distinct().Count());
    }

    [Fact]
    public void TheNetworksWish_ToBeLeftAlone_IsHonoured()
    {
        _treasury.Order(Order(1));
        _source.Errors.Enqueue(new SettlementException("429", retryAfter: TimeSpan.FromSeconds(30)));
        Start();
        Advance(29);
        Assert.Single(_source.Looks);
        Assert.Equal("deposits: 429", _monitor.Status.LastError);
        Advance(5);
        Assert.True(_source.Looks.Count > 1);
    }

    [Fact]
    public void ASource_ThatFails_IsAskedEverLessOften()
    {
        _treasury.Order(Order(1));
        for (var i = 0; i < 1_000; i++)
            _source.Errors.Enqueue(new InvalidOperationException("down"));
        Start();
        Advance(1_200);
        Assert.InRange(_source.Looks.Count, 15, 30);
    }

    [Fact]
    public void ACount_WhoseOutcomeIsUnknown_IsToldAgain()
    {
        _treasury.Order(Order(1));
        _treasury.Break("CountDeposit");
        _treasury.Refuse("CountDeposit", RefusalCode.OutcomeUnknown);
        _source.Found[Reference(1)] = [Deposit("tx-1", 100)];
        Start();
        Advance(30);
        Assert.Equal("tx-1", Assert.Single(_treasury.Counted).Deposit.Transaction);
    }

    [Fact]
    public void ADeposit_ThatTheMarketWillNotHave_IsToldOnce()
    {
        _treasury.Order(Order(1));
        _treasury.Refuse("CountDeposit", RefusalCode.DepositNotExpected);
        _source.Found[Reference(1)] = [Deposit("tx-1", 100)];
        Start();
        Advance(600);
        Assert.Single(_treasury.Calls, "CountDeposit");
    }

    [Fact]
    public void DepositsAreMeasured_ThoseThatDontCountToo_EachOnce()
    {
        _treasury.Order(Order(1));
        _treasury.Refuse("CountDeposit", RefusalCode.DepositNotExpected);
        _treasury.Break("CountDeposit");
        _source.Found[Reference(1)] = [Deposit("tx-1", 60), Deposit("tx-2", 40)];
        using var measured = new Measured();
        Start();
        Advance(600);
        Assert.Equal((2d, 1d, 40d), (measured.Sum("deposits.seen Sol"), measured.Sum("deposits.counted Sol"), measured.Sum("deposits.amount Sol")));
        Assert.Equal(1d, measured.Last("deposits.orders"));
    }

    [Fact]
    public void AMarket_ThatRefusesToAnswer_IsAskedAgain()
    {
        _treasury.Order(Order(1));
        _treasury.Refuse("ListDepositOrders", RefusalCode.Overloaded);
        _treasury.Break("ListDepositOrders");
        Start();
        Assert.Equal("market: Overloaded: The test said so.", _monitor.Status.LastError);
        Advance(4);
        Assert.NotEmpty(_source.Looks);
    }

    private static DepositReference Reference(int number) => new((UInt128)number, 7);

    private static ArrivedDeposit Deposit(string transaction, ulong amount) => new(transaction, amount, Currency.Sol, Began, 5);

    private static DepositOrder Order(int number) => new()
    {
        Reference = Reference(number),
        Job = new JobId(new Guid(number, 0, 0, new byte[8])),
        Buyer = "buyer",
        Currency = Currency.Sol,
        Amount = 100,
        Arrived = 0,
        Status = DepositStatus.Awaited,
        OpenedAt = Began,
        ExpiresAt = Began + TimeSpan.FromMinutes(30),
        WatchedUntil = Began + TimeSpan.FromDays(2),
    };

    private void Start()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var rail = new Rail(_monitor, _time, NullLogger<Rail>.Instance);
        _run = new DepositClerk(_treasury, _source, _options, rail, new ClerkTimes(_time, () => 1), NullLogger<DepositClerk>.Instance).RunAsync(_stop.Token);
    }

    private void Advance(int seconds)
    {
        for (; seconds > 0; seconds--)
            _time.Advance(TimeSpan.FromSeconds(1));
    }

    private sealed class SourceScript : IDepositSource
    {
        public Dictionary<DepositReference, IReadOnlyList<ArrivedDeposit>> Found { get; } = [];

        public List<DepositReference> Looks { get; } = [];

        public Queue<Exception> Errors { get; } = new();

        public TaskCompletionSource? Gate { get; set; }

        public string AddressFor(Currency currency) => "here";

        public async ValueTask<IReadOnlyList<ArrivedDeposit>> FindAsync(DepositReference reference, Currency currency, CancellationToken cancellationToken)
        {
            Looks.Add(reference);
            if (Errors.TryDequeue(out var error))
                throw error;
            if (Gate is not null)
                await Gate.Task;
            return Found.GetValueOrDefault(reference, []);
        }
    }
}
