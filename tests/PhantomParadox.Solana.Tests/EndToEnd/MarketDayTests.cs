using System.Globalization;
using PhantomParadox.Cli;
using PhantomParadox.Client;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Solana.Tests.Running;
using Xunit;

namespace PhantomParadox.Solana.Tests.EndToEnd;

/// <summary>The host as it is deployed, the chain's real machine, agents over sockets: from deposits to the last juror's reward.</summary>
public sealed class MarketDayTests
{
    private const ulong Price = 100_000_000;

    // A tenth of the jury's twentieth of what it divides stays with the market.
    private const ulong Kept = 3 * Price / 200;

    [NeedsLocalRpcFact]
    public async Task AMarketsDay_OnTheChain_AgreesWithTheLedger_ToTheLamport()
    {
        // A slot counts as fresh for 100 ms of its margin: no network is faster, and this one must not be.
        await using var host = await PayingHost.PrepareAsync("--slot-ms", "110", "--finalize-lag", "5");
        await host.StartAsync(
            [host.Chain.Address], "--Jury:Beacon=Solana", "--Solana:BeaconMargin=32", "--Jury:Size=3", "--Jury:Consensus=2");
        var worker = await host.ConnectAsync();
        List<PublicKey> jurors = [];
        for (var at = 0; at < 3; at++)
            jurors.Add(await host.ConnectAsync(JuryVote.Split(7)));
        var (done, refunded, judged) = (await host.BuyerAsync(), await host.BuyerAsync(), await host.BuyerAsync());

        var job = await ApprovedAsync(host, done.Key, done.Api);
        await CancelledAsync(host, refunded.Key, refunded.Api);
        var dispute = await JudgedAsync(host, judged.Key, judged.Api);

        Assert.Equal(worker.ToString(), job.MuscleAddress);
        const ulong Fee = TransactionFee.LamportsPerSignature;
        var verdict = dispute.Payment!;
        var reward = (ulong)verdict.JuryReward / 3;
        Assert.Equal((3 * Price, Kept), ((ulong)(verdict.BrainsReceives + verdict.MuscleReceives + verdict.JuryReward + verdict.ProtocolFee), (ulong)verdict.ProtocolFee));
        await ComesToAsync(worker, Price + (ulong)verdict.MuscleReceives);
        await ComesToAsync(done.Key.PublicKey, PayingHost.Purse - Price - Fee);
        await ComesToAsync(refunded.Key.PublicKey, PayingHost.Purse - Fee);
        await ComesToAsync(judged.Key.PublicKey, PayingHost.Purse - (3 * Price) - Fee + (ulong)verdict.BrainsReceives);
        foreach (var juror in jurors)
            await ComesToAsync(juror, reward);

        await host.UntilAsync("no payout is open", async () => (await host.PayoutsAsync()).Payouts.All(payout => payout.Status == "paid"));
        await AgreesAsync(host, jurors.Prepend(worker));
        await ReconcilesAsync(host);

        Task ComesToAsync(PublicKey wallet, ulong lamports) => host.UntilAsync(
            string.Create(CultureInfo.InvariantCulture, $"{wallet} has {lamports} lamports"), async () => await host.BalanceAsync(wallet) == lamports);
    }

    private static async Task<WireJob> ApprovedAsync(PayingHost host, KeypairSigner key, BuyerClient buyer)
    {
        var posted = await PayingHost.PostAsync(buyer, Price, autoApprove: false);
        var order = posted.Payment.Deposit!;
        Assert.Equal(("pending", "none", host.Escrow.ToString(), Price, "awaited"), (posted.Status, posted.Settlement, order.To, order.Amount, order.Status));
        await host.PayInAsync(key, Price, posted);
        var completed = await buyer.WaitForJobAsync(posted.Id);
        Assert.Equal(("completed", "escrowed", Price, "funded"),
            (completed.Status, completed.Settlement, completed.Payment.Deposit!.Arrived, completed.Payment.Deposit.Status));
        await buyer.ApproveAsync(posted.Id);
        return await buyer.GetJobAsync(posted.Id);
    }

    // Nobody offers storage: the deposit is there and unused when the buyer thinks better of it.
    private static async Task CancelledAsync(PayingHost host, KeypairSigner key, BuyerClient buyer)
    {
        var posted = await PayingHost.PostAsync(buyer, 2 * Price, type: "storage");
        await host.PayInAsync(key, 2 * Price, posted);
        await host.UntilAsync("the unused deposit is counted", async () => (await buyer.GetJobAsync(posted.Id)).Payment.Deposit!.Status == "funded");
        Assert.Equal("cancelled", (await buyer.CancelAsync(posted.Id)).Status);
    }

    private static async Task<WireDispute> JudgedAsync(PayingHost host, KeypairSigner key, BuyerClient buyer)
    {
        var posted = await PayingHost.PostAsync(buyer, 3 * Price, autoApprove: false);
        await host.PayInAsync(key, 3 * Price, posted);
        Assert.Equal("completed", (await buyer.WaitForJobAsync(posted.Id)).Status);
        var rejected = await buyer.RejectAsync(posted.Id, "half of it");
        var ruled = await buyer.WaitForRulingAsync(rejected.DisputeId);
        Assert.Equal("split", ruled.Verdict);
        await host.UntilAsync("the verdict is settled", async () => (await buyer.GetDisputeAsync(ruled.Id)).Status == "resolved");

        var proof = await buyer.GetDisputeProofAsync(ruled.Id);
        var source = Assert.Single(Assert.Single(proof.Rounds).Sources, source => source.Name.StartsWith("solana:", StringComparison.Ordinal));
        var genesis = await host.Client.GetGenesisHashAsync();
        Assert.StartsWith($"solana:{genesis}:", source.Name, StringComparison.Ordinal);
        var slot = ulong.Parse(source.Name.Split(':')[2], CultureInfo.InvariantCulture);
        var first = Assert.Single(await host.Client.GetBlocksWithLimitAsync(slot, 1));
        Assert.Equal(Convert.ToHexStringLower((await host.Client.GetBlockAsync(first)).BlockHash.ToArray()), source.Value);
        await VerifiesAsync(host, ruled.Id);
        return await buyer.GetDisputeAsync(ruled.Id);
    }

    private static async Task VerifiesAsync(PayingHost host, Guid dispute)
    {
        var file = host.Market + ".proof.json";
        await File.WriteAllBytesAsync(file, await host.ReadAsync($"api/disputes/{dispute}/proof"));
        var (code, output) = await ToolAsync("verify-jury", file);
        Assert.True(code == ExitCode.Valid && output.Contains("Verified: all of it holds.", StringComparison.Ordinal), output);
    }

    /// <summary><c>/api/payouts</c>, the chain's own memos, and what the wallets have say the same.</summary>
    private static async Task AgreesAsync(PayingHost host, IEnumerable<PublicKey> newWallets)
    {
        var payouts = (await host.PayoutsAsync()).Payouts;
        Assert.Equal(
            payouts.Select(payout => payout.Id.ToString("N")).Order(StringComparer.Ordinal), (await host.PayoutsOnTheChainAsync()).Order(StringComparer.Ordinal));
        foreach (var wallet in newWallets)
        {
            var shown = payouts.SelectMany(payout => payout.Lines).Where(line => line.Wallet == wallet.ToString()).Aggregate(0UL, (sum, line) => sum + line.Amount);
            Assert.Equal(await host.BalanceAsync(wallet), shown);
        }

        foreach (var payout in payouts)
        {
            var landed = await host.Client.GetTransactionAsync(Signature.Parse(payout.Signature));
            Assert.Equal((payout.Slot, payout.Fee), (landed?.Slot, landed!.Meta!.Fee));
        }

        Assert.Equal(
            PayingHost.Float + Kept - payouts.Aggregate(0UL, (sum, payout) => sum + payout.Fee), await host.BalanceAsync(host.Escrow));
    }

    private static async Task ReconcilesAsync(PayingHost host)
    {
        var (code, output) = await ToolAsync("reconcile", "--path", host.Market, "--rpc-url", host.Chain.Address, "--address", host.Escrow.ToString());
        Assert.True(code == ExitCode.Valid && output.Contains("Ledger and chain agree.", StringComparison.Ordinal), output);
        Assert.Contains(" 3 deposits ", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> ToolAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        // It blocks its caller until it is done.
        var code = await Task.Run(() => CommandLine.Run(arguments, () => Stream.Null, output, output));
        return (code, output.ToString());
    }
}
