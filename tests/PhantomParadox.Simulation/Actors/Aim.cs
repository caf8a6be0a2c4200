using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;

namespace PhantomParadox.Simulation.Actors;

/// <summary>Finds what an actor could aim at, and says where it stands. It looks into the market's state, which no real caller can.</summary>
internal sealed class Aim(World world)
{
    private Market Market => world.State;

    /// <summary>A job in a state, if a few tries find one; else any, or none.</summary>
    public JobId Job(JobStatus wanted, Func<int, bool>? fits = null)
    {
        var slots = Market.Jobs.Slots;
        if (slots == 0 || world.Chance.OneIn(40))
            return default;
        var first = world.Chance.Below(slots);
        for (var tries = 0; tries < slots; tries++)
        {
            var slot = (first + tries) % slots;
            if (Market.Jobs.IsLive(slot) && Market.Jobs[slot].Status == wanted && fits?.Invoke(slot) != false)
                return IdOf(slot);
        }
        return Market.Jobs.IsLive(first) ? IdOf(first) : default;
    }

    /// <summary>The slot of a live job; -1 where it isn't in memory.</summary>
    public int SlotOf(JobId job) => Market.Jobs.TryFind(Uuid.FromGuid(job.Value), out var found) ? found.Slot : -1;

    /// <summary>A dispute that hasn't ended, if there is one; else any, or none.</summary>
    public DisputeId Dispute(Func<int, bool>? fits = null)
    {
        var slots = Market.Disputes.Slots;
        if (slots == 0 || world.Chance.OneIn(20))
            return default;
        var first = world.Chance.Below(slots);
        for (var tries = 0; tries < slots; tries++)
        {
            var slot = (first + tries) % slots;
            if (Market.Disputes.IsLive(slot) && (fits?.Invoke(slot) ?? !Market.Disputes[slot].IsSettled))
                return new DisputeId(Uuid.ToGuid(Market.Disputes[slot].Id));
        }
        return Market.Disputes.IsLive(first) ? new DisputeId(Uuid.ToGuid(Market.Disputes[first].Id)) : default;
    }

    public string Buyer(JobId job) => SlotOf(job) is >= 0 and var slot ? Text(Market.Jobs[slot].Buyer) : "nobody";

    public string Holder(JobId job) => SlotOf(job) is >= 0 and var slot && Market.Jobs[slot].Agent is > 0 and var link
        ? Text(Market.Agents[link - 1].Wallet)
        : "nobody";

    /// <summary>A party of a dispute.</summary>
    public string Party(DisputeId dispute, bool buyer)
    {
        if (!Market.Disputes.TryFind(Uuid.FromGuid(dispute.Value), out var found))
            return "nobody";
        var job = IdOf(Market.Disputes[found].Job);
        return buyer ? Buyer(job) : Holder(job);
    }

    public int? AttemptOf(JobId job) => SlotOf(job) is >= 0 and var slot ? Market.Jobs[slot].Attempt : null;

    /// <summary>Where a job stands, for the table of what was covered.</summary>
    public string StateOf(JobId job)
    {
        if (SlotOf(job) is not (>= 0 and var slot))
            return job == default ? "none" : "gone";
        ref var row = ref Market.Jobs[slot];
        return row.Status switch
        {
            JobStatus.Completed or JobStatus.Failed => row.Phase == JobPhase.Ended ? $"{row.Status}/settled" : $"{row.Status}/open",
            _ when row.Has(JobFlags.CancelRequested) && row.IsLeased => $"{row.Status}/cancelling",
            _ => row.Status.ToString(),
        };
    }

    public string StateOf(DisputeId dispute)
    {
        if (!Market.Disputes.TryFind(Uuid.FromGuid(dispute.Value), out var found))
            return dispute == default ? "none" : "gone";
        ref var row = ref Market.Disputes[found];
        return row.IsSettled ? $"{row.Status}/settled" : row.AppealDue != 0 ? $"{row.Status}/appealable" : row.Status.ToString();
    }

    /// <summary>Where a seat on a jury stands: the round, and the juror's part in it.</summary>
    public string StateOf(DisputeId dispute, AgentId juror)
    {
        if (!Market.Disputes.TryFind(Uuid.FromGuid(dispute.Value), out var found) || Market.Disputes[found].Round == 0)
            return "none";
        ref var round = ref Market.Court.Rounds[Market.Disputes[found].Round - 1];
        if (!Market.Agents.TryFind(Uuid.FromGuid(juror.Value), out var agent))
            return $"{round.Phase}/nobody";
        var duty = Market.Court.DutyOf(round, agent.Slot);
        return duty.IsNone ? $"{round.Phase}/uncalled" : $"{round.Phase}/{Market.Court.Duties[duty].State}";
    }

    public string StateOf(SessionId session) => Market.Agents.TryFindSession(session.Value, out _) ? "open" : "closed";

    public string StateOfWallet(string wallet) =>
        !Market.Wallets.TryFind(wallet, out var found) || Market.Wallets[found].Agent == 0 ? "new"
        : Market.Agents.IsOnline(Market.Agents[Market.Wallets[found].Agent - 1]) ? "online" : "offline";

    /// <summary>The number of a dispute's present round.</summary>
    public uint RoundOf(DisputeId dispute) =>
        Market.Disputes.TryFind(Uuid.FromGuid(dispute.Value), out var found) && Market.Disputes[found].Round is > 0 and var link
            ? (uint)Market.Court.Rounds[link - 1].Number
            : 0;

    /// <summary>A seat in a state, of a round that isn't decided, if there is one.</summary>
    public (DisputeId Dispute, AgentId Juror) Seat(DutyState wanted)
    {
        var duties = Market.Court.Duties;
        if (duties.Slots == 0 || world.Chance.OneIn(30))
            return default;
        var first = world.Chance.Below(duties.Slots);
        for (var tries = 0; tries < duties.Slots; tries++)
        {
            var slot = (first + tries) % duties.Slots;
            if (duties.IsLive(slot) && duties[slot].State == wanted && Market.Court.Rounds[duties[slot].Round].Phase != RoundPhase.Decided)
                return SeatOf(slot);
        }
        return duties.IsLive(first) ? SeatOf(first) : default;
    }

    private (DisputeId Dispute, AgentId Juror) SeatOf(int slot)
    {
        ref var duty = ref Market.Court.Duties[slot];
        return (
            new DisputeId(Uuid.ToGuid(Market.Disputes[Market.Court.Rounds[duty.Round].Dispute].Id)),
            new AgentId(Uuid.ToGuid(Market.Agents[duty.Agent].Id)));
    }

    private JobId IdOf(int slot) => new(Uuid.ToGuid(Market.Jobs[slot].Id));

    private string Text(int wallet) => System.Text.Encoding.ASCII.GetString(Market.Wallets.Read(wallet));
}
