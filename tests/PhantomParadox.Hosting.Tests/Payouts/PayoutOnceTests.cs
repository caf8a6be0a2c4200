using Xunit;
using Xunit.Abstractions;

namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>
/// Goal: a payout lands at most once, and once the way to the chain is sound again exactly once, wherever the clerk was killed. Method: every
/// misbehaviour of that way × every call of the clerk's that decides anything × what goes wrong there × what happens meanwhile; enumerated
/// until a run ends before it comes to the point.
/// </summary>
public sealed class PayoutOnceTests(ITestOutputHelper output)
{
    // Far more than any run makes.
    private const int MostCalls = 500;

    public static TheoryData<RpcFault> Faults => [.. Enum.GetValues<RpcFault>()];

    [Theory]
    [MemberData(nameof(Faults))]
    public void APayout_LandsExactlyOnce_WhereverTheClerkIsKilled(RpcFault fault)
    {
        var cases = 0;
        foreach (var @case in Cases(fault))
        {
            cases += @case.Reached ? 1 : 0;
            Assert.True(@case.Failure is null, $"{@case.Case}: {@case.Failure}");
        }

        output.WriteLine($"{fault}: {cases} cases.");
        Assert.True(cases >= 80, $"Only {cases} cases came to their point.");
    }

    [Theory]
    [InlineData(RpcFault.None)]
    [InlineData(RpcFault.TimeoutThenLands)]
    [InlineData(RpcFault.Expires)]
    public void APayout_LandsExactlyOnce_WhereverTwoClerksAreKilled(RpcFault fault)
    {
        var cases = 0;
        var first = true;
        for (var point = 1; first; point++)
        {
            first = false;
            var second = true;
            for (var next = 1; second; next++)
            {
                Assert.True(point + next < MostCalls, "A run makes no end of calls.");
                var @case = new PayoutCase(fault, point, CallFault.CrashAfter, Downtime.MarketRestarts, next);
                (second, var failure) = Run(@case, plant: null);
                Assert.True(failure is null, $"{@case}: {failure}");
                first |= second;
                cases += second ? 1 : 0;
            }
        }

        output.WriteLine($"{fault}, twice: {cases} cases.");
        Assert.True(cases >= 80, $"Only {cases} cases came to their point.");
    }

    [Fact]
    public void AFault_ThatSendsBeforeItIsOpen_IsCaught() => IsCaught((settlement, _) => new SendsWhenSigning(settlement));

    [Fact]
    public void AFault_ThatSignsAnewAfterATimeout_IsCaught() => IsCaught((settlement, _) => new TakesTimeoutsForEnds(settlement));

    [Fact]
    public void AFault_ThatTakesNotFoundForExpired_IsCaught() => IsCaught((settlement, chain) => new TakesNotFoundForExpired(settlement, chain));

    private static void IsCaught(Func<FakeSettlement, FakeChain, ISettlement> plant) =>
        Assert.Contains(Enum.GetValues<RpcFault>().SelectMany(fault => Cases(fault, plant)), @case => @case.Failure is not null);

    private static IEnumerable<(PayoutCase Case, bool Reached, string? Failure)> Cases(RpcFault rpc, Func<FakeSettlement, FakeChain, ISettlement>? plant = null)
    {
        foreach (var call in Enum.GetValues<CallFault>())
        {
            Downtime[] downtimes = call is CallFault.CrashBefore or CallFault.CrashAfter ? Enum.GetValues<Downtime>() : [Downtime.None];
            foreach (var downtime in downtimes)
            {
                var reached = true;
                for (var point = 1; reached; point++)
                {
                    Assert.True(point < MostCalls, "A run makes no end of calls.");
                    var @case = new PayoutCase(rpc, point, call, downtime);
                    (reached, var failure) = Run(@case, plant);
                    yield return (@case, reached, failure);
                    if (failure is not null)
                        yield break;
                }
            }
        }
    }

    private static (bool Reached, string? Failure) Run(PayoutCase @case, Func<FakeSettlement, FakeChain, ISettlement>? plant)
    {
        try
        {
            return (new PayoutWorld(@case, plant).Run(), null);
        }
        catch (Xunit.Sdk.XunitException error)
        {
            return (true, error.Message);
        }
    }

    /// <summary>Bytes leave before the market knows of them.</summary>
    private sealed class SendsWhenSigning(ISettlement inner) : Passing(inner)
    {
        public override async ValueTask<PayoutSigning> SignAsync(PayoutOrder order, CancellationToken cancellationToken)
        {
            var signing = await base.SignAsync(order, cancellationToken);
            await base.SendAsync(signing.Signed!, cancellationToken);
            return signing;
        }
    }

    /// <summary>What timed out counts as never sent.</summary>
    private sealed class TakesTimeoutsForEnds(ISettlement inner) : Passing(inner)
    {
        private readonly HashSet<string> _timedOut = new(StringComparer.Ordinal);

        public override async ValueTask SendAsync(SignedPayout payout, CancellationToken cancellationToken)
        {
            try
            {
                await base.SendAsync(payout, cancellationToken);
            }
            catch (SettlementException)
            {
                _timedOut.Add(payout.Reference);
            }
        }

        public override async ValueTask<PayoutLook> LookAsync(SignedPayout payout, CancellationToken cancellationToken)
        {
            var look = await base.LookAsync(payout, cancellationToken);
            return look.Fate == PayoutFate.Unknown && _timedOut.Contains(payout.Reference) ? new PayoutLook(PayoutFate.Expired) : look;
        }
    }

    /// <summary>What a view doesn't know counts as expired once the newest block is past its last one, final or not.</summary>
    private sealed class TakesNotFoundForExpired(ISettlement inner, FakeChain chain) : Passing(inner)
    {
        public override async ValueTask<PayoutLook> LookAsync(SignedPayout payout, CancellationToken cancellationToken)
        {
            var look = await base.LookAsync(payout, cancellationToken);
            return look.Fate == PayoutFate.Unknown && chain.Height > payout.ExpiresAt ? new PayoutLook(PayoutFate.Expired) : look;
        }
    }

    private abstract class Passing(ISettlement inner) : ISettlement
    {
        public ValueTask<string> GetNetworkAsync(CancellationToken cancellationToken) => inner.GetNetworkAsync(cancellationToken);

        public virtual ValueTask<PayoutSigning> SignAsync(PayoutOrder order, CancellationToken cancellationToken) => inner.SignAsync(order, cancellationToken);

        public virtual ValueTask SendAsync(SignedPayout payout, CancellationToken cancellationToken) => inner.SendAsync(payout, cancellationToken);

        public virtual ValueTask<PayoutLook> LookAsync(SignedPayout payout, CancellationToken cancellationToken) => inner.LookAsync(payout, cancellationToken);
    }
}
