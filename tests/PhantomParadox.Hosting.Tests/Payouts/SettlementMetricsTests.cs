using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>What is measured of payouts is what happened.</summary>
public sealed class SettlementMetricsTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
    private readonly SettlementScript _chain = new();
    private readonly TreasuryDouble _treasury;

    public SettlementMetricsTests() => _treasury = new(_time);

    [Fact]
    public void ARunOfTheClerk_IsMeasured()
    {
        _treasury.Owe("ada", 5);
        _treasury.Owe("bob", 7);
        _treasury.Owe("cyd", 11, Currency.Usdc);
        _treasury.Owe("eve", 13);
        _chain.Unpayable["eve"] = "no account";
        _chain.Fates["signature-1"] = new(PayoutFate.Expired);
        _chain.Fates["signature-2"] = new(PayoutFate.Doubtful);
        _chain.Throw("send", new SettlementException("down"));
        using var measured = new Measured();
        using (var bench = new ClerkBench(_treasury, _chain, _time, options => options.PayoutsPaused = true))
        {
            Assert.Equal((25d, 11d), (measured.Last("payouts.owed Sol"), measured.Last("payouts.owed Usdc")));
            bench.Options.Value.PayoutsPaused = false;
            // Signed anew in the next round, at 65 s.
            bench.Advance(70);
            Assert.Equal(12d, measured.Last("payouts.under_way Sol"));
            _chain.Otherwise = new(PayoutFate.Paid, 77);
            bench.Advance(15);
        }

        Assert.Equal((2d, 1d), (measured.Sum("payouts.opened Sol"), measured.Sum("payouts.opened Usdc")));
        Assert.Equal(_chain.Calls.Count(call => call == "send"), measured.Sum("payouts.sends"));
        Assert.Equal(
            (1d, 1d, 1d), (measured.Sum("payouts.ended Sol Released"), measured.Sum("payouts.ended Usdc Review"), measured.Sum("payouts.ended Sol Paid")));
        Assert.Equal((12d, 0d, 5_000d), (measured.Sum("payouts.amount Sol"), measured.Sum("payouts.amount Usdc"), measured.Sum("payouts.fees Sol")));
        Assert.Equal((0d, 1d, 1d), (measured.Last("payouts.open"), measured.Last("payouts.review"), measured.Last("payouts.held")));
        Assert.Equal((13d, 0d, 0d), (measured.Last("payouts.owed Sol"), measured.Last("payouts.owed Usdc"), measured.Last("payouts.under_way Sol")));
        Assert.Equal(11d, measured.Last("payouts.under_way Usdc"));
        Assert.Equal(1d, measured.Sum("settlement.failures send"));
        // Of each wallet, from when it was owed, the payout that expired included.
        var took = (_treasury.Payouts[^1].EndedAt!.Value - DateTimeOffset.FromUnixTimeSeconds(1_790_000_000)).TotalSeconds;
        Assert.Equal([took, took], measured["payouts.delay Sol"]);
        Assert.InRange(took, 65, 80);
    }

    [Fact]
    public void APayoutOfAnEarlierLife_TookAtLeastSinceItWasOpened()
    {
        _treasury.Open(new PayoutRecord
        {
            Id = new PayoutId(Guid.CreateVersion7(_time.GetUtcNow())), Status = PayoutStatus.Open, Currency = Currency.Sol, Lines = [new("ada", 5)],
            Signed = new SignedPayout("old", "old"u8.ToArray(), 100, 5_000, _chain.Network), OpenedAt = _time.GetUtcNow() - TimeSpan.FromMinutes(3),
        });
        _chain.Otherwise = new(PayoutFate.Paid, 77);
        using var measured = new Measured();
        using (var bench = new ClerkBench(_treasury, _chain, _time))
            bench.Advance(5);

        Assert.Equal([180d], measured["payouts.delay Sol"]);
    }
}
