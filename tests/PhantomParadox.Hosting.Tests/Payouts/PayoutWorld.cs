using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>What becomes of the market while the clerk is dead.</summary>
public enum Downtime
{
    /// <summary>The clerk starts again at once, on the same market.</summary>
    None,

    /// <summary>The market is started anew from its journal.</summary>
    MarketRestarts,

    /// <summary>The market is started anew, and what was signed has expired meanwhile.</summary>
    UntilExpired,
}

/// <summary>One way in which payouts may go wrong.</summary>
/// <param name="Rpc">What the way to the chain does.</param>
/// <param name="Point">The call at which something goes wrong with the clerk, from 1.</param>
/// <param name="Call">What goes wrong there.</param>
/// <param name="Downtime">What happens while the clerk is dead.</param>
/// <param name="Second">The call at which the next clerk dies too; 0 for none.</param>
internal sealed record PayoutCase(RpcFault Rpc, int Point, CallFault Call, Downtime Downtime, int Second = 0);

/// <summary>Runs one case from the debts to their end, and holds the market's books against the chain.</summary>
internal sealed class PayoutWorld(PayoutCase @case, Func<FakeSettlement, FakeChain, ISettlement>? plant = null)
{
    private const int BlocksASecond = 2;
    private const int Patience = 300;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
    private readonly FakeChain _chain = new();
    private readonly DebtMarket _market = new();
    private string? _violation;

    /// <summary>Runs it.</summary>
    /// <returns>Whether the run came to the point where something goes wrong.</returns>
    public bool Run()
    {
        var settlement = new FakeSettlement(_chain) { Fault = @case.Rpc, Sending = OpenedFirst };
        var rail = plant?.Invoke(settlement, _chain) ?? settlement;
        var last = new CallGate(@case.Point, @case.Call);
        Work(rail, last);
        // The way goes on misbehaving; each fault comes to an end by itself.
        foreach (var point in (int[])(@case.Second == 0 ? [0] : [@case.Second, 0]))
        {
            if (!last.IsDead)
                break;
            StayDown();
            var next = new CallGate(point, CallFault.CrashAfter);
            Work(rail, next);
            last = point == 0 ? last : next;
        }

        Settle();
        return last.Reached;
    }

    /// <summary>Lets a clerk work until it dies or all is paid.</summary>
    private void Work(ISettlement rail, CallGate gate)
    {
        using var clerk = new ClerkBench(
            new GatedTreasury(_market.Treasury, gate), new GatedSettlement(rail, gate), _time, options => options.PayoutInterval = TimeSpan.FromSeconds(10));
        for (var seconds = 0; seconds < Patience && !gate.IsDead && !_market.IsSettled; seconds++)
        {
            _chain.Advance(BlocksASecond);
            _time.Advance(TimeSpan.FromSeconds(1));
            NobodyIsPaidTwice();
        }
    }

    private void StayDown()
    {
        if (@case.Downtime != Downtime.None)
            _market.Restart();
        if (@case.Downtime == Downtime.UntilExpired)
            _chain.Advance((int)(FakeChain.Lifetime + FakeChain.Lag + 5));
    }

    /// <summary>Nothing is sent that isn't open in the market by then.</summary>
    private void OpenedFirst(SignedPayout signed)
    {
        var payout = FakeTransaction.Decode(signed.Bytes.Span).Payout;
        Assert.True(PayoutId.TryParse(payout, out var id));
        // The clerk survives whatever a settlement throws: said here, asserted where it is heard.
        if (!_market.IsOpen(id))
            _violation ??= $"{signed.Reference} is sent, and no payout {payout} is open.";
    }

    private void NobodyIsPaidTwice()
    {
        Assert.True(_violation is null, _violation);
        foreach (var (wallet, earned) in _market.Debts)
            Assert.True(_chain.ReceivedBy(wallet) <= earned, $"{wallet} earned {earned} and has received {_chain.ReceivedBy(wallet)}.");
    }

    /// <summary>The chain's last block decides: whatever is on its way lands, and nothing may be owed, open or paid twice.</summary>
    private void Settle()
    {
        _chain.Advance(100);
        NobodyIsPaidTwice();
        Assert.True(_market.IsSettled, "Something is owed or open to the end.");
        foreach (var (wallet, earned) in _market.Debts)
            Assert.Equal(earned, _chain.ReceivedBy(wallet));
        var payouts = _market.Payouts;
        var paid = payouts.Where(payout => payout.Status == PayoutStatus.Paid).ToList();
        Assert.All(payouts, payout => Assert.True(payout.Status is PayoutStatus.Paid or PayoutStatus.Released, $"{payout.Id} is {payout.Status}."));
        Assert.Equal(paid.Select(payout => payout.Id.ToString()).Order(StringComparer.Ordinal), _chain.PaidPayouts.Order(StringComparer.Ordinal));
        _market.BooksAgree();
    }
}
