using Microsoft.Extensions.Time.Testing;
using PhantomParadox.Cli;
using PhantomParadox.Solana;
using Xunit;

namespace PhantomParadox.Hosts.Tests;

/// <summary>
/// The same money in every storage: a buyer pays in 750 for a job of 700, the agent and the buyer are paid, two payouts never take effect, one is
/// under way. And the chain that it happened on.
/// </summary>
internal sealed class MoneyScript(FakeTimeProvider time)
{
    private const ulong Fee = 5_000;
    private const ulong Float = 1_000_000;

    private readonly List<ChainEntry> _chain = [];
    private byte _signed;

    /// <summary>How long ended payouts are kept: longer than <see cref="UntilAsync"/> lets pass.</summary>
    public static TimeSpan PayoutRetention { get; } = TimeSpan.FromDays(30);

    /// <summary>The options of a market that pays, and keeps of its journal what it must.</summary>
    public static MarketOptions Options(bool trims) => new()
    {
        Payments = { RequireEscrow = true, PayoutRetention = PayoutRetention },
        Snapshots = { EveryEvents = trims ? 1 : 1_000_000 },
    };

    public async Task PayAsync(LocalMarket market)
    {
        _chain.Add(new ChainEntry(NewSignature(), 1, time.GetUtcNow(), Float, 0, 0, null, Failed: false));
        Accepted(await market.OpenSessionAsync(new SessionId(1), new AgentProfile { Wallet = "ada", Capabilities = ["none"] }));
        var reference = new DepositReference(1, 1);
        var job = Accepted(await market.PostJobAsync(
            new JobSpec { Type = JobType.Relay, Buyer = "bob", Description = "work", Amount = 700, DepositReference = reference })).Id;
        var deposit = NewSignature();
        Accepted(await market.CountDepositAsync(reference, new ArrivedDeposit(deposit.ToString(), 750, Currency.Sol, time.GetUtcNow(), 2)));
        _chain.Add(new ChainEntry(deposit, 2, time.GetUtcNow(), 750, 0, 0, null, Failed: false) { CarriesReference = true });
        Accepted(await market.ClaimJobAsync(job, "ada"));
        Accepted(await market.CompleteJobAsync(job, "ada", new JobResult()));

        await EndAsync(market, await OpenAsync(market, new("ada", 300), new("bob", 50)), PayoutFate.Paid, 20);
        await EndAsync(market, await OpenAsync(market, new PayoutLine("ada", 400)), PayoutFate.Expired, 0);
        await EndAsync(market, await OpenAsync(market, new PayoutLine("ada", 400)), PayoutFate.Failed, 30);
    }

    /// <summary>Opens a payout, and leaves it so.</summary>
    public Task<PayoutRecord> OpenAsync(LocalMarket market) => OpenAsync(market, new PayoutLine("ada", 150));

    /// <summary>Lets time pass, with jobs that nobody pays for, until something holds.</summary>
    public async Task UntilAsync(LocalMarket market, Func<Task<bool>> holds)
    {
        // What works beside the market rests by this time, and gets as far in a step of it as the processor lets it.
        for (var number = 0; !await holds(); number++)
        {
            Assert.True(number < 20_000, "It never came about.");
            Accepted(await market.PostJobAsync(new JobSpec { Type = JobType.Relay, Buyer = "cem", Description = "nothing", Amount = 0 }));
            time.Advance(TimeSpan.FromSeconds(10));
        }
    }

    /// <summary>Holds what a storage says against the chain, and the chain against what it says.</summary>
    public async Task<ReconcileReport> HoldAsync(StoredMarket storage)
    {
        var book = await LedgerBook.ReadAsync(storage, new SchedulingOptions().BucketWidth, new Progress("ledger", TextWriter.Null), default);
        var balance = (ulong)_chain.Aggregate(Int128.Zero, (sum, entry) => sum + entry.Lamports);
        var report = new Reconciliation(book, new ChainBook(_chain, balance, 0, 1_000)).Run("address");
        Assert.True(report.IsEqual, string.Join('\n', report.Differences));
        Assert.Equal(new ReconcileSums("Sol", "750", "350", "10000", "1000000", $"{balance}", "400", $"{balance - 400}"), report.Sums[0]);
        var open = Assert.Single(report.UnderWay);
        Assert.Equal(("150", "Open", false), (open.Amount, open.Status, open.Landed));
        Assert.Equal(
            [new("ada", "Sol", "300", "150", "250"), new("bob", "Sol", "50", "0", "0")],
            report.Wallets.OrderBy(wallet => wallet.Wallet, StringComparer.Ordinal));
        // One lamport that the chain paid somebody else is found wherever the ledger is kept.
        var paid = _chain.FindIndex(entry => entry.Paid.Count == 2);
        var wrong = _chain.ToList();
        wrong[paid] = _chain[paid] with { Paid = [new("ada", 299), new("bob", 51)] };
        Assert.NotEmpty(new Reconciliation(book, new ChainBook(wrong, balance, 0, 1_000)).Run("address").Differences);
        return report;
    }

    private async Task<PayoutRecord> OpenAsync(LocalMarket market, params PayoutLine[] lines) => Accepted(await market.OpenPayoutAsync(new PayoutOpening(
        new PayoutId(Guid.CreateVersion7(time.GetUtcNow())), Currency.Sol, lines,
        new SignedPayout(NewSignature().ToString(), new byte[] { 1, 2, 3 }, 1_000, Fee, "solana:test"))));

    private async Task EndAsync(LocalMarket market, PayoutRecord payout, PayoutFate fate, ulong slot)
    {
        Accepted(await market.RecordPayoutAsync(payout.Id, new PayoutLook(fate, slot)));
        if (fate == PayoutFate.Expired)
            return;
        var isPaid = fate == PayoutFate.Paid;
        var amount = payout.Lines.Aggregate(Int128.Zero, (sum, line) => sum + line.Amount);
        _chain.Add(new ChainEntry(
            Signature.Parse(payout.Signed.Reference), slot, time.GetUtcNow(), -(isPaid ? amount + Fee : Fee), 0, Fee, payout.Id.Value.ToString("N"), !isPaid)
        {
            Paid = isPaid ? payout.Lines : [],
        });
    }

    private Signature NewSignature() => new(Enumerable.Repeat(++_signed, 64).ToArray());

    private static T Accepted<T>(Outcome<T> outcome)
    {
        Assert.Null(outcome.Refusal);
        return outcome.Value;
    }
}
