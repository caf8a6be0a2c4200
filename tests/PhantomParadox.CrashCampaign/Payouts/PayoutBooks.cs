using PhantomParadox.Cli;
using PhantomParadox.CrashCampaign.Running;
using PhantomParadox.Solana;

namespace PhantomParadox.CrashCampaign.Payouts;

/// <summary>What everybody is due, counted from what the clients did and nothing of the market's money, and held against the chain and the market.</summary>
internal static class PayoutBooks
{
    private const int MostAtOnce = 100;

    /// <summary>What each wallet has on the chain once all is paid.</summary>
    /// <param name="load">Asked who did which job.</param>
    public static async Task<IReadOnlyDictionary<PublicKey, ulong>> DueAsync(PayoutLoad load, IReadOnlyList<PaidJob> jobs, IEnumerable<PublicKey> agents)
    {
        var due = agents.ToDictionary(agent => agent, _ => 0UL);
        foreach (var job in jobs)
        {
            due[PublicKey.Parse((await load.ReadAsync(job.Id)).MuscleAddress!)] += PaidJob.Price;
            due.Add(job.Buyer.PublicKey, PaidJob.Left);
        }

        return due;
    }

    /// <summary>Who lacks how much.</summary>
    /// <exception cref="InvalidOperationException">Somebody has too much, which never goes away.</exception>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(RpcClient client, IReadOnlyDictionary<PublicKey, ulong> due)
    {
        var balances = await BalancesAsync(client, due.Keys);
        if (due.Where(one => balances[one.Key] > one.Value).Select(one => $"{one.Key} has {balances[one.Key]}, and is due {one.Value}").ToArray() is { Length: > 0 } most)
            throw new InvalidOperationException($"Paid more than is due:\n  {string.Join("\n  ", most)}");
        return [.. due.Where(one => balances[one.Key] != one.Value).Select(one => $"{one.Key} has {balances[one.Key]}, and is due {one.Value}")];
    }

    /// <summary>Whatever is still to come: nobody has been paid too much so far.</summary>
    /// <returns>What the agents have been paid.</returns>
    /// <exception cref="InvalidOperationException">Somebody has been paid too much.</exception>
    public static async Task<ulong> CheckNobodyHasMoreAsync(RpcClient client, IReadOnlyList<PaidJob> jobs, IReadOnlyList<PublicKey> agents)
    {
        var paid = jobs.Where(job => job.IsPaidFor).ToArray();
        var balances = await BalancesAsync(client, [.. paid.Select(job => job.Buyer.PublicKey), .. agents]);
        foreach (var job in paid.Where(job => balances[job.Buyer.PublicKey] > PaidJob.Left))
            throw new InvalidOperationException($"Paid more than is due: buyer {job.Buyer.PublicKey} has {balances[job.Buyer.PublicKey]}, and is due {PaidJob.Left} at most.");
        var received = agents.Aggregate(0UL, (sum, agent) => sum + balances[agent]);
        if (received > PaidJob.Price * (ulong)paid.Length)
            throw new InvalidOperationException($"Paid more than is due: the agents have {received}, and {paid.Length} jobs of {PaidJob.Price} were paid for.");
        return received;
    }

    public static async Task<IReadOnlyList<string>> OpenAsync(HostProcess host)
    {
        var (payouts, _) = await MarketPurse.ReadPayoutsAsync(await host.ReadyAsync());
        return [.. payouts.Where(payout => payout.Status is "open" or "review").Select(payout => $"payout {payout.Id} is {payout.Status} {payout.Detail}")];
    }

    /// <summary>Holds what <c>/api/payouts</c> shows against what everybody is due.</summary>
    /// <exception cref="InvalidOperationException">It shows something else.</exception>
    public static async Task CheckRestAsync(HostProcess host, IReadOnlyDictionary<PublicKey, ulong> due)
    {
        var (payouts, _) = await MarketPurse.ReadPayoutsAsync(await host.ReadyAsync());
        var paid = payouts.Where(payout => payout.Status == "paid").SelectMany(payout => payout.Lines)
            .GroupBy(line => line.Wallet, StringComparer.Ordinal).ToDictionary(lines => lines.Key, lines => lines.Aggregate(0UL, (sum, line) => sum + line.Amount));
        foreach (var (wallet, amount) in due)
        {
            var expected = amount == PaidJob.Left ? PaidJob.Deposit - PaidJob.Price : amount;
            var shown = paid.GetValueOrDefault(wallet.ToString());
            if (shown != expected)
                throw new InvalidOperationException($"/api/payouts has paid {wallet} {shown}, and it was paid {expected}.");
        }
    }

    /// <summary>Reads the market's files, and holds them against all that the chain has of its address.</summary>
    /// <exception cref="InvalidOperationException">They differ, or something is still owed.</exception>
    public static async Task<PayoutResult> ReconcileAsync(string path, RpcClient client, PublicKey address, PayoutResult before)
    {
        var width = new SchedulingOptions().BucketWidth;
        var report = await ReconcileCommand.RunAsync(path, width, client, address, null, TextWriter.Null, CancellationToken.None);
        if (!report.IsEqual)
            throw new InvalidOperationException($"Ledger and chain differ: {string.Join("\n  ", report.Differences)}");
        // The airdrop that the address began with.
        if (report.Others.Count != 1)
            throw new InvalidOperationException($"The chain has what the ledger knows nothing of: {string.Join("\n  ", report.Others)}");
        await using var storage = StoredMarket.OfFile(path);
        var ledger = await LedgerBook.ReadAsync(storage, width, new Progress("ledger", TextWriter.Null), CancellationToken.None);
        if (ledger.Books.Totals.FirstOrDefault(totals => totals is not { Owed: var owed, UnderWay: var open } || owed != 0 || open != 0) is { } left)
            throw new InvalidOperationException($"Everybody is paid, and the ledger still owes: {left}");
        var paid = ledger.Payouts.Where(payout => payout.Paid).ToArray();
        return before with
        {
            Paid = before.Paid + paid.Length,
            Released = before.Released + ledger.Payouts.Count - paid.Length,
            Lamports = paid.Aggregate(before.Lamports, (sum, payout) => sum + payout.Amount),
        };
    }

    private static async Task<IReadOnlyDictionary<PublicKey, ulong>> BalancesAsync(RpcClient client, IEnumerable<PublicKey> wallets)
    {
        Dictionary<PublicKey, ulong> balances = [];
        foreach (var some in wallets.Chunk(MostAtOnce))
        {
            var accounts = await client.GetMultipleAccountsAsync(some, Commitment.Finalized);
            foreach (var (wallet, account) in some.Zip(accounts.Value))
                balances.Add(wallet, account?.Lamports ?? 0);
        }

        return balances;
    }
}
