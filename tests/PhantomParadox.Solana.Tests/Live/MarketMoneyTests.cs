using System.Globalization;
using System.Security.Cryptography;
using PhantomParadox.Cli;
using PhantomParadox.Hosting;
using PhantomParadox.Solana.Tests.Running;
using PhantomParadox.Solana.Tests.Settlement;
using PhantomParadox.Sqlite;
using Xunit;
using static PhantomParadox.Solana.Tests.Live.Payments;

namespace PhantomParadox.Solana.Tests.Live;

/// <summary>From a buyer's deposit to the payouts, on the chain and in the ledger.</summary>
[Collection(LocalRpcCollection.Name)]
public sealed class MarketMoneyTests(LocalRpcServer server)
{
    private const ulong Float = 2 * Sol;
    private const ulong Price = 100_000_000;

    // A tenth of the jury's twentieth of what it divides stays with the market.
    private const ulong Kept = 3 * Price / 200;

    [NeedsLocalRpcFact]
    public Task PaysAgentsJurorsAndBuyers_ToTheLamport() => RunAsync(faults: null);

    [NeedsLocalRpcFact]
    public Task PaysEverybodyOnce_OverANetworkThatDropsDelaysAndLies() => RunAsync(
        new { fail = 0.05, rateLimit = 0.05, reset = 0.05, garbage = 0.02, drop = 0.3, loseReply = 0.2, landDelay = (int[])[0, 220], retryAfterS = 0 });

    [NeedsLocalRpcFact]
    public async Task PaysTokens_ToWalletsWithoutATokenAccount() => await PayTokensAsync(
        PublicKey.Parse((await server.ControlAsync("createMint", new { decimals = 6 })).GetProperty("mint").GetString()!), TokenProgram.ProgramId);

    [NeedsLocalRpcFact]
    public async Task PaysTokensOfTheNewerProgram_WhoseExtensionsLeaveTransfersAlone()
    {
        var mint = await MintAsync(Mints.Extended((3, new byte[32])));
        await PayTokensAsync(mint, TokenProgram.Token2022);
    }

    [NeedsLocalRpcFact]
    public async Task DoesNotStart_OnATokenThatKeepsAFee()
    {
        var mint = await MintAsync(Mints.Extended((1, new byte[108])));
        var error = await Assert.ThrowsAsync<SettlementException>(() => ChainMarket.StartAsync(server, Float, mint));
        Assert.StartsWith($"Solana:UsdcMint {mint} has the extension TransferFeeConfig", error.Message, StringComparison.Ordinal);
    }

    [NeedsLocalRpcFact]
    public async Task TheLedger_AgreesWithTheChain_AlsoWhereItsJournalWasTrimmed()
    {
        using var buyer = await server.WalletAsync(10 * Sol);
        await using var world = await ChainMarket.StartAsync(server, Float, trims: true);
        var worker = NewWallet();
        await world.WorkAsync(worker);
        var first = await world.PostAsync(buyer.PublicKey, Price);
        await world.PayInAsync(buyer, Price + 7_000_000, first.Reference);
        await world.UntilAsync(first.Job, JobStatus.Completed);
        await world.SettledAsync(Currency.Sol);
        var storage = SqliteStorage.OpenRead(world.Path);
        var paid = storage.ReadEnd().Head.Position;
        // Work that nobody pays for, until all of that is trimmed.
        await world.UntilAsync("the journal is trimmed", async () =>
        {
            await world.Market.PostJobAsync(new JobSpec { Type = JobType.Relay, Buyer = "cem", Description = "nothing", Amount = 0 });
            return storage.ReadEnd().TrimmedTo > paid;
        });
        var second = await world.PostAsync(buyer.PublicKey, Price);
        await world.PayInAsync(buyer, Price, second.Reference);
        await world.UntilAsync(second.Job, JobStatus.Completed);
        await world.SettledAsync(Currency.Sol);
        await server.FinalizeAsync();

        var report = await ReconcileAsync(world);

        Assert.True(report.Earlier >= 1, "Nothing was trimmed.");
        Assert.Equal(["Sol"], report.Wallets.Where(wallet => wallet.Wallet == worker.ToString()).Select(wallet => wallet.Currency));
        Assert.Equal((2 * Price).ToString(CultureInfo.InvariantCulture), report.Wallets.Single(wallet => wallet.Wallet == worker.ToString()).Confirmed);
        Assert.Equal("0", report.Sums[0].Holds);
    }

    private static async Task<ReconcileReport> ReconcileAsync(ChainMarket world)
    {
        var report = await ReconcileCommand.RunAsync(
            world.Path, new SchedulingOptions().BucketWidth, world.Client, world.Escrow.PublicKey, world.Mint, TextWriter.Null, default);
        Assert.True(report.IsEqual, string.Join('\n', report.Differences));
        return report;
    }

    private async Task<PublicKey> MintAsync(byte[] data)
    {
        var mint = NewWallet();
        await server.ControlAsync("setAccount", new
        {
            address = mint.ToString(), lamports = 10_000_000, data = Convert.ToBase64String(data), owner = TokenProgram.Token2022.ToString(),
        });
        return mint;
    }

    private async Task PayTokensAsync(PublicKey mint, PublicKey program)
    {
        using var buyer = await server.WalletAsync(10 * Sol);
        await using var world = await ChainMarket.StartAsync(server, Float, mint);
        await server.ControlAsync("mintTo", new { mint = mint.ToString(), owner = buyer.PublicKey.ToString(), amount = 50_000_000 });
        var worker = NewWallet();
        await world.WorkAsync(worker);
        var (byKey, byMemo) = (await world.PostAsync(buyer.PublicKey, 3_000_000), await world.PostAsync(buyer.PublicKey, 4_000_000));
        var (from, to) = (AccountOf(buyer.PublicKey), AccountOf(world.Escrow.PublicKey));
        var transfer = TokenProgram.TransferChecked(from, mint, to, buyer.PublicKey, 3_000_000, 6, program);
        await world.Client.SendAsync(await world.Client.SignAsync(
            buyer, AssociatedTokenAccountProgram.CreateIdempotent(buyer.PublicKey, world.Escrow.PublicKey, mint, program),
            transfer with { Accounts = [.. transfer.Accounts, AccountMeta.ReadOnly(byKey.Reference)] }));
        await server.FinalizeAsync();
        await world.Client.SendAsync(await world.Client.SignAsync(
            buyer, TokenProgram.TransferChecked(from, mint, to, buyer.PublicKey, 4_500_000, 6, program), MemoProgram.Memo($"pp:{byMemo.Reference}")));

        await world.UntilAsync(byKey.Job, JobStatus.Completed);
        await world.UntilAsync(byMemo.Job, JobStatus.Completed);
        var totals = await world.SettledAsync(Currency.Usdc);
        await server.FinalizeAsync();

        Assert.Equal((7_500_000L, 7_500_000L), ((long)totals.Deposited, (long)totals.PaidOut));
        Assert.Equal(7_000_000ul, await world.BalanceAsync(worker));
        Assert.Equal(50_000_000ul - 7_000_000, await world.BalanceAsync(buyer.PublicKey));
        Assert.Equal(0ul, await world.BalanceAsync(world.Escrow.PublicKey));
        // An account of the newer program says besides that its owner can't be changed.
        var rent = await world.Client.GetMinimumBalanceForRentExemptionAsync(TokenAccount.Size + (program == TokenProgram.ProgramId ? 0 : 5));
        Assert.Equal(Float - rent - totals.Fees, (await world.Client.GetBalanceAsync(world.Escrow.PublicKey)).Value);
        var worked = Assert.Single((await ReconcileAsync(world)).Wallets, wallet => wallet.Wallet == worker.ToString());
        Assert.Equal(("Usdc", "7000000", "0", "0"), (worked.Currency, worked.Confirmed, worked.UnderWay, worked.Owed));

        PublicKey AccountOf(PublicKey owner) => AssociatedTokenAccountProgram.Derive(owner, mint, program).Address;
    }

    private async Task RunAsync(object? faults)
    {
        using var buyer = await server.WalletAsync(10 * Sol);
        using var other = await server.WalletAsync(10 * Sol);
        await using var world = await ChainMarket.StartAsync(server, Float);
        var (worker, jurors) = (NewWallet(), new[] { NewWallet(), NewWallet(), NewWallet() });
        await world.WorkAsync(worker);
        foreach (var juror in jurors)
            await world.WorkAsync(juror, new JurorVote(JuryChoice.Split, 5));

        var done = await world.PostAsync(buyer.PublicKey, Price);
        var noted = await world.PostAsync(other.PublicKey, 2 * Price);
        var judged = await world.PostAsync(buyer.PublicKey, 3 * Price, autoApprove: false);
        var cancelled = await world.PostAsync(other.PublicKey, Price);
        await world.PayInAsync(buyer, Price + 7_000_000, done.Reference);
        await world.PayInAsync(buyer, 3 * Price, judged.Reference);
        await world.PayInByMemoAsync(other, 2 * Price, noted.Reference);
        await world.Market.CancelJobAsync(cancelled.Job, other.PublicKey.ToString());
        await world.PayInAsync(other, Price, cancelled.Reference);
        await server.FinalizeAsync();
        if (faults is not null)
            await server.ControlAsync("faults", faults);

        await world.UntilAsync(judged.Job, JobStatus.Completed);
        Assert.True((await world.Market.RejectJobAsync(judged.Job, buyer.PublicKey.ToString(), "half of it")).IsAccepted);
        await world.UntilAsync(done.Job, JobStatus.Completed);
        await world.UntilAsync(noted.Job, JobStatus.Completed);
        await world.UntilAsync("all deposits are counted", async () => (await world.TotalsAsync(Currency.Sol)).Deposited == 7 * Price + 7_000_000);
        var totals = await world.SettledAsync(Currency.Sol, Kept);
        await server.ControlAsync("resetFaults");
        await server.FinalizeAsync();

        Assert.Equal(totals.Deposited, totals.PaidOut + Kept);
        Assert.Equal(Float + Kept - totals.Fees, await world.BalanceAsync(world.Escrow.PublicKey));
        var payouts = await world.PayoutsAsync();
        var lines = payouts.Where(payout => payout.Status == PayoutStatus.Paid).SelectMany(payout => payout.Lines).ToList();
        foreach (var wallet in jurors.Prepend(worker))
            Assert.Equal(Paid(wallet), await world.BalanceAsync(wallet));
        Assert.All(jurors, juror => Assert.NotEqual(0ul, Paid(juror)));
        // Each of the buyer's transactions costs it a signature besides.
        Assert.Equal((10 * Sol) - (4 * Price) - 7_000_000 - (2 * TransactionFee.LamportsPerSignature) + Paid(buyer.PublicKey), await world.BalanceAsync(buyer.PublicKey));
        Assert.Equal((10 * Sol) - (3 * Price) - (2 * TransactionFee.LamportsPerSignature) + Paid(other.PublicKey), await world.BalanceAsync(other.PublicKey));
        Assert.Equal(Price, Paid(other.PublicKey));
        await OnceOnTheChainAsync(world, payouts);
        var report = await ReconcileAsync(world);
        Assert.Equal((4, payouts.Count(payout => payout.Status == PayoutStatus.Paid)), (report.Deposits, report.Payouts));
        // The airdrop that the address began with.
        Assert.Single(report.Others);

        ulong Paid(PublicKey wallet) => lines.Where(line => line.Wallet == wallet.ToString()).Aggregate(0ul, (sum, line) => sum + line.Amount);
    }

    /// <summary>Every paid payout is on the chain once, by its memo; no other is.</summary>
    private static async Task OnceOnTheChainAsync(ChainMarket world, IReadOnlyList<PayoutRecord> payouts)
    {
        var history = await world.Client.GetSignaturesForAddressAsync(world.Escrow.PublicKey);
        var memos = history.Where(one => one.Error is null && one.Memo?.Contains(PayoutMessage.MemoPrefix, StringComparison.Ordinal) == true)
            .Select(one => one.Memo![^32..]).Order(StringComparer.Ordinal);
        Assert.Equal(payouts.Where(payout => payout.Status == PayoutStatus.Paid).Select(payout => payout.Id.Value.ToString("N")).Order(StringComparer.Ordinal), memos);
    }

    private static PublicKey NewWallet()
    {
        using var wallet = new KeypairSigner(RandomNumberGenerator.GetBytes(32));
        return wallet.PublicKey;
    }
}
