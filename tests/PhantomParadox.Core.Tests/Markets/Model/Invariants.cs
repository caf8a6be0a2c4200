using PhantomParadox.Agents;
using PhantomParadox.Jobs;
using PhantomParadox.Payments;

namespace PhantomParadox.Core.Tests.Markets.Model;

/// <summary>What is true of a market's state after every frame, whatever came before.</summary>
internal static class Invariants
{
    private static readonly Currency[] Currencies = Enum.GetValues<Currency>();

    public static void Check(Market market)
    {
        CheckJobs(market);
        CheckAgents(market);
        CourtInvariants.Check(market);
    }

    /// <summary>Whether a job no longer counts as one of its buyer's that are open.</summary>
    public static bool IsSettled(in JobRow row) => row.Settlement is Settlement.Released or Settlement.Refunded or Settlement.Split
        || (row.Settlement == Settlement.None && !row.Has(JobFlags.AwaitsDeposit));

    /// <summary>What is true of a job by itself.</summary>
    public static void CheckJob(Market market, int slot)
    {
        ref var row = ref market.Jobs[slot];
        var isSettled = IsSettled(row);
        Assert.True(row.Paid <= row.Amount, "A job paid more than its amount.");
        if (isSettled)
            Assert.True(row.Escrow == 0, "A settled job holds money.");
        else if (row.Has(JobFlags.AwaitsDeposit))
        {
            Assert.True(
                row.Settlement == Settlement.None && row.Escrow < row.Amount && !row.Has(JobFlags.Queued), "A job waits for what it has.");
        }
        else
            Assert.True(row.Amount == row.Paid + row.Escrow, "A job's money isn't its amount.");
        Assert.True(
            row.Phase == JobPhase.Open == row.Status is JobStatus.Pending or JobStatus.Assigned or JobStatus.InProgress,
            "An open job isn't listed as one, or another is.");
        Assert.True(isSettled == (row.Phase == JobPhase.Ended), "A settled job hasn't ended, or another has.");
        Assert.True(row.Status == JobStatus.Disputed == (row.Settlement == Settlement.Frozen), "A disputed job's money isn't frozen, or another's is.");
        Assert.True(
            (row.Status == JobStatus.Pending && row.Has(JobFlags.Queued)) == market.Index.HasJob(slot),
            "A queued job isn't in the index, or another is.");
        Assert.True(row.FailedAttempts <= row.MaxAttempts && row.LeaseLosses <= market.Options.Jobs.MaxLeaseLosses);
        Assert.True(!row.IsLeased || row.Agent != 0, "A leased job has no agent.");
    }

    /// <summary>What is true of an agent that should hold so many leases.</summary>
    public static void CheckAgent(Market market, int slot, int leases)
    {
        ref var row = ref market.Agents[slot];
        Assert.True(
            (market.Agents.IsOnline(row) && row.Held < row.Capacity && !row.Has(AgentFlags.AssignmentPaused)) == market.Index.HasAgent(slot),
            "An idle agent isn't in the index, or another is.");
        Assert.True(leases == row.Held, "An agent's leases are counted wrong.");
        var held = 0;
        for (var link = row.HeldJobs.First; link != 0; link = market.Jobs[link - 1].NextOn(JobList.Held), held++)
            Assert.True(market.Jobs[link - 1].IsLeased && market.Jobs[link - 1].Agent == slot + 1, "A job is held by two.");
        Assert.True(held == row.Held, "An agent's jobs aren't listed.");
        foreach (var balance in market.Ledger.BalancesOf(row.Wallet))
            Assert.True(balance.Kind == AccountKind.External || balance.Amount >= 0, "An account is below zero.");
    }

    /// <summary>What is true of the ledger, where jobs hold so much.</summary>
    /// <param name="market">The market.</param>
    /// <param name="escrow">By currency.</param>
    public static void CheckLedger(Market market, ReadOnlySpan<Int128> escrow)
    {
        foreach (var currency in Currencies)
        {
            Assert.True(market.Ledger.Sum(currency) == 0, "The accounts of a currency don't add up to zero.");
            Assert.True(market.Ledger.Escrow(currency) == escrow[(int)currency], "Escrow isn't what jobs hold.");
        }
    }

    private static void CheckJobs(Market market)
    {
        var escrow = new Int128[3];
        var open = new SortedDictionary<int, int>();
        for (var slot = 0; slot < market.Jobs.Slots; slot++)
        {
            if (!market.Jobs.IsLive(slot))
                continue;
            CheckJob(market, slot);
            ref var row = ref market.Jobs[slot];
            escrow[(int)row.Currency] += row.Escrow;
            open[row.Buyer] = open.GetValueOrDefault(row.Buyer) + (IsSettled(row) ? 0 : 1);
        }

        foreach (var (buyer, jobs) in open)
            Assert.Equal(jobs, market.Wallets[buyer].OpenJobs);
        CheckLedger(market, escrow);
    }

    private static void CheckAgents(Market market)
    {
        int online = 0, busy = 0;
        var leases = Leases(market);
        for (var slot = 0; slot < market.Agents.Slots; slot++)
        {
            if (!market.Agents.IsLive(slot))
                continue;
            CheckAgent(market, slot, leases[slot]);
            ref var row = ref market.Agents[slot];
            online += market.Agents.IsOnline(row) ? 1 : 0;
            busy += market.Agents.StatusOf(row) == AgentStatus.Busy ? 1 : 0;
        }

        Assert.Equal(market.Agents.Online, online);
        Assert.Equal(market.Agents.Busy, busy);
    }

    private static int[] Leases(Market market)
    {
        var leases = new int[market.Agents.Slots];
        for (var slot = 0; slot < market.Jobs.Slots; slot++)
        {
            if (market.Jobs.IsLive(slot) && market.Jobs[slot].IsLeased)
                leases[market.Jobs[slot].Agent - 1]++;
        }

        return leases;
    }
}
