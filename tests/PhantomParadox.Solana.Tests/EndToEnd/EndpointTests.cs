using PhantomParadox.Client;
using PhantomParadox.CrashCampaign.Running;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Solana.Tests.Running;
using Xunit;

namespace PhantomParadox.Solana.Tests.EndToEnd;

/// <summary>A host that pays and has two endpoints: one that dies, and one that is of another chain.</summary>
public sealed class EndpointTests
{
    private const ulong Price = 20_000_000;

    private static readonly string[] Chain = ["--slot-ms", "20", "--finalize-lag", "5"];

    [NeedsLocalRpcTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GoesOn_OverTheSecondEndpoint_WhereTheFirstDiesAmidAPayout_AndPaysOnce(bool whenTheNodeHasIt)
    {
        // Blocks of 110 ms: a payout has a quarter of a minute to come through before it would have to be proven dead, which takes every endpoint.
        await using var host = await PayingHost.PrepareAsync("--slot-ms", "110", "--finalize-lag", "5");
        await using var first = await RpcRelay.StartAsync(host.Chain.Address);
        await using var second = await RpcRelay.StartAsync(host.Chain.Address);
        await host.StartAsync([first.Address, second.Address]);
        var worker = await host.ConnectAsync();
        var (key, buyer) = await host.BuyerAsync();

        await PaidAsync(1);
        Assert.Equal(0, second.Calls("sendTransaction"));
        var died = false;
        first.Watch = (method, place) =>
        {
            if (method == "sendTransaction" && place == (whenTheNodeHasIt ? RelayPlace.Answered : RelayPlace.Asked))
            {
                died = true;
                first.Die();
            }

            return Task.CompletedTask;
        };
        for (var job = 2UL; job <= 3; job++)
            await PaidAsync(job);

        Assert.True(died);
        Assert.True(second.Calls("sendTransaction") >= 2, $"{second.Calls("sendTransaction")} sends over the second endpoint");
        var payouts = (await host.PayoutsAsync()).Payouts;
        Assert.Equal(3, payouts.Count);
        Assert.Equal(
            payouts.Select(payout => payout.Id.ToString("N")).Order(StringComparer.Ordinal), (await host.PayoutsOnTheChainAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(3 * Price, await host.BalanceAsync(worker));

        async Task PaidAsync(ulong jobs)
        {
            await DoneAsync(host, key, buyer);
            await host.UntilAsync($"job {jobs} is paid", async () => await host.BalanceAsync(worker) == jobs * Price);
            await host.UntilAsync("no payout is open", async () => (await host.PayoutsAsync()).Payouts.All(payout => payout.Status == "paid"));
        }
    }

    [NeedsLocalRpcFact]
    public async Task SignsNothingAnew_WhileAnEndpointIsGone_ThatMightHaveSeenThePayout()
    {
        await using var host = await PayingHost.PrepareAsync(Chain);
        await using var first = await RpcRelay.StartAsync(host.Chain.Address);
        await using var second = await RpcRelay.StartAsync(host.Chain.Address);
        await host.StartAsync([first.Address, second.Address]);
        var worker = await host.ConnectAsync();
        var (key, buyer) = await host.BuyerAsync();
        first.Watch = async (method, place) =>
        {
            if (method != "sendTransaction")
                return;
            // Whatever is sent now the nodes take, and lose.
            if (place == RelayPlace.Asked)
                await host.Chain.ControlAsync("faults", new { drop = 1.0 });
            else
                first.Node = null;
        };
        await DoneAsync(host, key, buyer);
        await host.UntilAsync("the first endpoint is gone", () => Task.FromResult(first.Node is null));
        first.Watch = null;
        var open = Assert.Single((await host.PayoutsAsync()).Payouts);

        // Its last block is long final, and the endpoint that is left has never heard of it.
        await host.Chain.ControlAsync("expireBlockhash");
        await host.Chain.ControlAsync("resetFaults");
        var asked = second.Calls("getSignatureStatuses");
        await host.UntilAsync("the second endpoint was asked again", () => Task.FromResult(second.Calls("getSignatureStatuses") >= asked + 2));
        var still = Assert.Single((await host.PayoutsAsync()).Payouts);
        Assert.Equal((open.Id, open.Signature, "open"), (still.Id, still.Signature, still.Status));

        first.Node = host.Chain.Address;
        await host.UntilAsync("the job is paid", async () => await host.BalanceAsync(worker) == Price);
        await host.UntilAsync("all is told", async () => (await host.PayoutsAsync()).Payouts.All(payout => payout.Status is "paid" or "released"));
        var payouts = (await host.PayoutsAsync()).Payouts;
        Assert.Equal([("released", true), ("paid", false)], payouts.OrderBy(payout => payout.OpenedAt).Select(payout => (payout.Status, payout.Id == open.Id)));
        Assert.Equal(payouts.Where(payout => payout.Status == "paid").Select(payout => payout.Id.ToString("N")), await host.PayoutsOnTheChainAsync());
    }

    [NeedsLocalRpcFact]
    public async Task StartsNot_WithAnEndpointOfAnotherChain()
    {
        await using var host = await PayingHost.PrepareAsync(Chain);
        await using var other = await LocalRpcProcess.StartAsync([.. Chain, "--chain-seed", "another"]);

        host.Begin([host.Chain.Address, other.Address]);

        Assert.Equal(2, await host.Process.ExitedAsync());
        Assert.Contains("Solana:RpcUrls[1] is a node of the network with genesis hash ", host.Process.Said, StringComparison.Ordinal);
    }

    [NeedsLocalRpcFact]
    public async Task SignsAndCountsNothing_WhereAnEndpointComesUp_AndIsOfAnotherChain()
    {
        await using var host = await PayingHost.PrepareAsync(Chain);
        await using var other = await LocalRpcProcess.StartAsync([.. Chain, "--chain-seed", "another"]);
        await using var second = await RpcRelay.StartAsync(node: null);
        await host.StartAsync([host.Chain.Address, second.Address]);
        await host.ConnectAsync();
        var (key, buyer) = await host.BuyerAsync();
        var job = await PayingHost.PostAsync(buyer, Price);
        await host.PayInAsync(key, Price, job);

        second.Node = other.Address;
        await host.UntilAsync("the endpoint is seen through", async () => await StatusAsync() is { Failing: true, LastError: { } error }
            && error.Contains("Solana:RpcUrls[1] is a node of the network with genesis hash ", StringComparison.Ordinal));

        var now = await buyer.GetJobAsync(job.Id);
        Assert.Equal(("pending", "awaited", 0UL), (now.Status, now.Payment.Deposit!.Status, now.Payment.Deposit.Arrived));

        // The same deposit counts, once the endpoint is what it was said to be.
        second.Node = host.Chain.Address;
        Assert.Equal("completed", (await buyer.WaitForJobAsync(job.Id)).Status);

        async Task<WireSettlementStatus> StatusAsync() => (await host.PayoutsAsync()).Status;
    }

    private static async Task DoneAsync(PayingHost host, KeypairSigner key, BuyerClient buyer)
    {
        var job = await PayingHost.PostAsync(buyer, Price);
        await host.PayInAsync(key, Price, job);
        Assert.Equal("completed", (await buyer.WaitForJobAsync(job.Id)).Status);
    }
}
