using PhantomParadox.Agents;
using PhantomParadox.Disputes;
using PhantomParadox.Jobs;

namespace PhantomParadox.Simulation.Checks;

/// <summary>
/// P10: what the market does because time has passed, it does no earlier: no lease, window or deadline ends before its time. When a job came
/// where it stands is what was seen, not what its row says.
/// </summary>
internal sealed class Early
{
    private readonly Dictionary<UInt128, Stay> _stays = [];
    private readonly Dictionary<UInt128, (long LastSeen, long Since)> _seen = [];

    /// <summary>A job has changed.</summary>
    public void Look(Market market, Command? own, in JobRow before, in JobRow now)
    {
        var time = market.ToMarketTime(market.Time);
        if (before.Id != 0 && own is not null && before.Id == now.Id && (before.Status != now.Status || before.Phase != now.Phase))
            LookAtEnd(market, own, before, time);
        if (now.Id != 0 && (before.Id != now.Id || before.Status != now.Status || before.Attempt != now.Attempt || before.Phase != now.Phase))
            _stays[now.Id] = new Stay(now.Status, now.Phase, now.Attempt, time, WindowOf(market, now));
        else if (now.Id == 0 && before.Id != 0)
            _stays.Remove(before.Id);
    }

    /// <summary>A job is as it was read: what was seen of it may have been lost.</summary>
    public void Keep(in JobRow row)
    {
        if (_stays.TryGetValue(row.Id, out var stay) && (stay.Status, stay.Phase, stay.Attempt) != (row.Status, row.Phase, row.Attempt))
            _stays.Remove(row.Id);
    }

    /// <summary>An agent has changed: its silence begins when it was seen last, or when a host began that had lost its session.</summary>
    public void Look(Market market, Command? own, in AgentRow before, in AgentRow now)
    {
        if (own is SweepSessions && before.Has(AgentFlags.SessionOpen) && !now.Has(AgentFlags.SessionOpen))
            _seen[now.Id] = (now.LastSeen, market.ToMarketTime(market.Time));
        else if (before.LastSeen != now.LastSeen)
            _seen[now.Id] = (now.LastSeen, market.ToMarketTime(now.LastSeen));
    }

    /// <summary>An agent is as it was read: what was seen of it may have been lost.</summary>
    public void Keep(in AgentRow row)
    {
        if (_seen.TryGetValue(row.Id, out var seen) && seen.LastSeen != row.LastSeen)
            _seen.Remove(row.Id);
    }

    /// <summary>An offered seat has changed.</summary>
    public static void Look(Market market, Command? own, in DutyRow before, in DutyRow now)
    {
        if (own is DutyTimerDue && before.State == DutyState.Offered && now.State == DutyState.Expired)
            Check.That(market.Time >= before.OfferedAt + Milliseconds(market.Options.Jury.AcceptWindow), "An offer of a seat ended too early.");
    }

    /// <summary>A round has changed.</summary>
    public static void Look(Market market, Command? own, in RoundRow before, in RoundRow now)
    {
        if (own is not DisputeTimerDue || before.Phase == now.Phase)
            return;
        var time = market.ToMarketTime(market.Time);
        Check.That(before.Phase != RoundPhase.Voting || time >= before.CommitEnds, "A vote ended too early.");
        Check.That(before.Phase != RoundPhase.Revealing || time >= before.VotingEnds, "Revealing ended too early.");
    }

    private void LookAtEnd(Market market, Command own, in JobRow before, long time)
    {
        switch (own)
        {
            case JobDeadlineDue:
                Check.That(market.Time >= market.Jobs.ExtrasOf(before).Deadline, "A job's deadline came too early.");
                break;
            case AgentTimerDue when before.IsLeased:
                var silent = _seen.TryGetValue(market.Agents[before.Agent - 1].Id, out var seen) ? time - seen.Since : long.MaxValue;
                Check.That(silent >= Milliseconds(market.Options.Agents.HeartbeatTimeout), $"An agent lost its lease after {silent} ms of silence.");
                break;
            case JobTimerDue when !before.Has(JobFlags.CancelRequested) && _stays.TryGetValue(before.Id, out var stay):
                Check.That(
                    time - stay.Since >= Milliseconds(stay.Window),
                    $"A job was {before.Status} for {time - stay.Since} ms only: since {stay.Since}; it waits until {before.WaitsUntil}.");
                break;
        }
    }

    private static TimeSpan WindowOf(Market market, in JobRow row)
    {
        var options = market.Options.Jobs;
        return row.Status switch
        {
            JobStatus.Assigned => market.Agents[row.Agent - 1].Has(AgentFlags.Acknowledges) ? options.StartAcknowledgement : options.StartTimeout,
            JobStatus.InProgress => options.MaxRuntime,
            JobStatus.Completed => options.ApprovalWindow,
            JobStatus.Failed => options.DisputeWindow,
            _ => TimeSpan.Zero,
        };
    }

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private readonly record struct Stay(JobStatus Status, JobPhase Phase, int Attempt, long Since, TimeSpan Window);
}
