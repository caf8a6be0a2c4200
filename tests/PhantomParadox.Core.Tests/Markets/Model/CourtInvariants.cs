using PhantomParadox.Disputes;
using PhantomParadox.Memory;

namespace PhantomParadox.Core.Tests.Markets.Model;

/// <summary>What is true of disputes and juries after every frame.</summary>
internal static class CourtInvariants
{
    public static void Check(Market market)
    {
        var open = new int[market.Agents.Slots];
        int disputes = 0, rounds = 0, duties = 0;
        for (var slot = 0; slot < market.Disputes.Slots; slot++)
        {
            if (!market.Disputes.IsLive(slot))
                continue;
            disputes++;
            CheckDispute(market, market.Disputes[slot], open, ref rounds, ref duties);
        }
        CheckWaits(market);
        // What leaves with its dispute leaves nothing behind.
        Assert.Equal((market.Disputes.Log.Count, rounds, duties), (disputes, market.Court.Rounds.Count, market.Court.Duties.Count));
        for (var slot = 0; slot < market.Agents.Slots; slot++)
        {
            if (market.Agents.IsLive(slot))
                Assert.Equal(open[slot], market.Agents[slot].OpenDuties);
        }
    }

    // Those that wait for their draw are in a list, in the order in which they opened.
    private static void CheckWaits(Market market)
    {
        SortedDictionary<int, int> waiting = [];
        for (var slot = 0; slot < market.Court.Rounds.Slots; slot++)
        {
            if (!market.Court.Rounds.IsLive(slot))
                continue;
            ref var round = ref market.Court.Rounds[slot];
            Assert.InRange(round.Mark.Number, 1, market.Court.Waits.Opened);
            if (round.Phase <= RoundPhase.AwaitingSeed && !market.Disputes[round.Dispute].IsSettled)
                waiting.Add(round.Mark.Number, slot);
            else
                Assert.Equal((0, 0), (round.OlderWaiting, round.NewerWaiting));
        }
        var waits = market.Court.Waits;
        int[] order = [.. waiting.Values];
        Assert.Equal(order.Length == 0, waits.IsNone);
        for (var index = 0; index < order.Length; index++)
        {
            ref var round = ref market.Court.Rounds[order[index]];
            Assert.Equal(index == 0 ? 0 : order[index - 1] + 1, round.OlderWaiting);
            Assert.Equal(index == order.Length - 1 ? 0 : order[index + 1] + 1, round.NewerWaiting);
            if (index == 0)
                Assert.Equal(round.Mark, waits.Oldest);
            if (index == order.Length - 1)
                Assert.Equal(round.Mark, waits.Newest);
        }
    }

    private static void CheckDispute(Market market, in DisputeRow dispute, int[] open, ref int rounds, ref int duties)
    {
        Assert.True(market.Jobs.IsLive(dispute.Job) && market.Jobs.ExtrasOf(market.Jobs[dispute.Job]).Dispute != 0, "A dispute has lost its job.");
        ref var job = ref market.Jobs[dispute.Job];
        Assert.Equal(dispute.IsSettled, job.Status != JobStatus.Disputed);
        if (dispute.IsSettled)
        {
            Assert.True(dispute.Status is DisputeStatus.Resolved or DisputeStatus.Timeout);
            Assert.Equal(
                job.Amount,
                job.Paid - dispute.AgentReceives + dispute.BuyerReceives + dispute.AgentReceives + dispute.JuryReward + dispute.ProtocolFee);
        }
        SortedSet<int> called = [];
        for (var link = dispute.Round; link != 0; link = market.Court.Rounds[link - 1].Previous)
        {
            rounds++;
            ref var round = ref market.Court.Rounds[link - 1];
            var seats = new bool[round.Seats];
            int accepted = 0, offers = 0, voted = 0;
            for (var duty = round.FirstDuty; duty != 0; duty = market.Court.Duties[duty - 1].Next)
            {
                duties++;
                ref var row = ref market.Court.Duties[duty - 1];
                Assert.True(called.Add(row.Agent), "An agent was called twice in a dispute.");
                Assert.True(market.Agents.IsLive(row.Agent), "A juror was forgotten.");
                Assert.True(row.Agent != job.Agent - 1 && row.Agent != market.Wallets[job.Buyer].Agent - 1, "A party was called.");
                offers += row.State == DutyState.Offered ? 1 : 0;
                voted += row.State == DutyState.Voted ? 1 : 0;
                open[row.Agent] += row.State is DutyState.Accepted or DutyState.Sealed && round.Phase != RoundPhase.Decided ? 1 : 0;
                if (row.State < DutyState.Accepted)
                    continue;
                accepted++;
                Assert.False(seats[row.Seat], "A seat was taken twice.");
                seats[row.Seat] = true;
            }
            Assert.Equal((offers, accepted, voted), (round.OpenOffers, round.Accepted, round.Voted));
        }
    }
}
