using PhantomParadox.Agents;
using PhantomParadox.Jobs;

namespace PhantomParadox.Core.Tests.Markets.Model;

/// <summary>What is true of a market's state after every frame, whatever came before.</summary>
internal static class Invariants
{
    public static void Check(Market market)
    {
        CheckJobs(market);
        CheckAgents(market);
        CourtInvariants.Check(market);
    }

    private static void CheckJobs(Market market)
    {
        var escrow = new Int128[3];
        var open = new SortedDictionary<int, int>();
        for (var slot = 0; slot < market.Jobs.Slots; slot++)
        {
            if (!market.Jobs.IsLive(slot))
                continue;
            ref var row = ref market.Jobs[slot];
            escrow[(int)row.Currency] += row.Escrow;
            var awaits = row.Has(JobFlags.AwaitsDeposit);
            var isSettled = row.Settlement is Settlement.Released or Settlement.Refunded or Settlement.Split
                || (row.Settlement == Settlement.None && !awaits);
            open[row.Buyer] = open.GetValueOrDefault(row.Buyer) + (isSettled ? 0 : 1);
            Assert.True(row.Paid <= row.Amount, "A job paid more than its amount.");
            if (isSettled)
                Assert.Equal(0UL, row.Escrow);
            else if (awaits)
                Assert.True(row.Settlement == Settlement.None && row.Escrow < row.Amount && !row.Has(JobFlags.Queued), "A job waits for what it has.");
            else
                Assert.Equal(row.Amount, row.Paid + row.Escrow);
            Assert.Equal(row.Phase == JobPhase.Open, row.Status is JobStatus.Pending or JobStatus.Assigned or JobStatus.InProgress);
            Assert.Equal(isSettled, row.Phase == JobPhase.Ended);
            Assert.Equal(row.Status == JobStatus.Disputed, row.Settlement == Settlement.Frozen);
            Assert.Equal(row.Status == JobStatus.Pending && row.Has(JobFlags.Queued), market.Index.HasJob(slot));
            Assert.True(row.FailedAttempts <= row.MaxAttempts && row.LeaseLosses <= market.Options.Jobs.MaxLeaseLosses);
            Assert.True(!row.IsLeased || row.Agent != 0, "A leased job has no agent.");
        }

        foreach (var (buyer, jobs) in open)
            Assert.Equal(jobs, market.Wallets[buyer].OpenJobs);
        foreach (var currency in Enum.GetValues<Currency>())
        {
            Assert.Equal(0, market.Ledger.Sum(currency));
            Assert.Equal(market.Ledger.Escrow(currency), escrow[(int)currency]);
        }
    }

    private static void CheckAgents(Market market)
    {
        int online = 0, busy = 0;
        var leases = Leases(market);
        for (var slot = 0; slot < market.Agents.Slots; slot++)
        {
            if (!market.Agents.IsLive(slot))
                continue;
            ref var row = ref market.Agents[slot];
            online += market.Agents.IsOnline(row) ? 1 : 0;
            busy += market.Agents.StatusOf(row) == AgentStatus.Busy ? 1 : 0;
            Assert.Equal(
                market.Agents.IsOnline(row) && row.Held < row.Capacity && !row.Has(AgentFlags.AssignmentPaused),
                market.Index.HasAgent(slot));
            Assert.Equal(leases[slot], row.Held);
            var held = 0;
            for (var link = row.HeldJobs.First; link != 0; link = market.Jobs[link - 1].NextOn(JobList.Held), held++)
                Assert.True(market.Jobs[link - 1].IsLeased && market.Jobs[link - 1].Agent == slot + 1, "A job is held by two.");
            Assert.Equal(held, row.Held);
            foreach (var balance in market.Ledger.BalancesOf(row.Wallet))
                Assert.True(balance.Kind == AccountKind.External || balance.Amount >= 0, "An account is below zero.");
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
